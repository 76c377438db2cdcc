import type { Reader } from "@/db/client";
import { readOnly } from "@/db/transaction";
import type { Instant } from "@/lib/kernel/time";
import { loadSlot, type SlotRow } from "@/lib/links/repository/placements";
import { SHOWN, type Slot } from "@/lib/links/schema/placements";
import { loadMemberFacts } from "@/lib/members/load-member-facts";
import { audienceAdmits } from "@/lib/members/rules";
import type { Audience } from "@/lib/members/schema/audience";
import type { Scope } from "@/lib/platform/auth/scope";

export type OpenedSlot = { readonly banners: readonly SlotRow[]; readonly popups: readonly SlotRow[] };

/**
 * What a page shows its reader in a slot at `now`, in its order: three banners at most, and three pop-ups, of which the page
 * opens the first that was not closed before. A visitor who is not signed in sees what is for everybody alone. One
 * statement, and one member's facts where something asks for them.
 */
export async function openSlot(
  scope: Scope,
  { slot, storeId = null }: { readonly slot: Slot; readonly storeId?: string | null },
  now: Instant = new Date(),
): Promise<OpenedSlot> {
  return await readOnly(async (reader) => {
    const forAll = scope.actor.type !== "member";
    const rows = await loadSlot(reader, scope, { slot, storeId, forAll, now });
    const seen = await admitted(reader, scope, rows, now);
    const of = (form: SlotRow["form"]) => seen.filter((row) => row.form === form).slice(0, SHOWN[form]);
    return { banners: of("banner"), popups: of("popup") };
  });
}

async function admitted(reader: Reader, scope: Scope, rows: readonly SlotRow[], now: Instant) {
  const asking = rows.map(({ audience }) => audience).filter(({ type }) => type !== "all");
  const { actor } = scope;
  if (actor.type !== "member" || asking.length === 0) return rows;
  // Asked once for the groups of all of them: which group a member is in does not depend on who asks.
  const standing = await loadMemberFacts(reader, scope, actor.id, groupsOf(asking), now);
  return rows.filter(({ audience }) =>
    standing ? audienceAdmits(audience, standing.facts) : audience.type === "all",
  );
}

function groupsOf(audiences: readonly Audience[]): Audience {
  const groupIds = audiences.flatMap((audience) => (audience.type === "match" ? audience.groupIds : []));
  const none = { planIds: [], tierIds: [], tagIds: [], memberIds: [] };
  return { type: "match", groupIds: [...new Set(groupIds)], ...none };
}
