import type { Reader } from "@/db/client";
import { readOnly } from "@/db/transaction";
import type { Instant } from "@/lib/kernel/time";
import { loadSlot, type SlotRow } from "@/lib/links/repository/slots";
import { SHOWN, type Slot } from "@/lib/links/schema/placements";
import { loadMemberFacts } from "@/lib/members/load-member-facts";
import { audienceAdmits } from "@/lib/members/rules";
import type { Audience } from "@/lib/members/schema/audience";
import type { Scope } from "@/lib/platform/auth/scope";

export type OpenedSlot = { readonly banners: readonly SlotRow[]; readonly popups: readonly SlotRow[] };

/**
 * What a page shows its reader in a slot at `now`, in its order: three banners at most, and three pop-ups, of which the page
 * opens the first that was not closed before. A member sees what lets them in, and what leads to that and to what they may have more of; a visitor who is not
 * signed in what is for everybody alone. One statement; one more for a member where something is not for everybody, and
 * up to three for the rules of the groups it names.
 */
export async function openSlot(
  scope: Scope,
  { slot, storeId = null }: { readonly slot: Slot; readonly storeId?: string | null },
  now: Instant = new Date(),
): Promise<OpenedSlot> {
  const { actor } = scope;
  const memberId = actor.type === "member" ? actor.id : null;
  return await readOnly(async (reader) => {
    const rows = await loadSlot(reader, scope, { slot, storeId, memberId, now });
    const seen = memberId ? await admitted(reader, scope, { rows, memberId, now }) : rows;
    const of = (form: SlotRow["form"]) => seen.filter((row) => row.form === form).slice(0, SHOWN[form]);
    return { banners: of("banner"), popups: of("popup") };
  });
}

type Looked = { readonly rows: readonly SlotRow[]; readonly memberId: string; readonly now: Instant };

/** Those that let the member in and lead to what does: who is led to what is not for them is told so after the tap alone. */
async function admitted(reader: Reader, scope: Scope, { rows, memberId, now }: Looked) {
  const asking = rows
    .flatMap(({ audience, targetAudience }) => [audience, targetAudience])
    .filter(({ type }) => type !== "all");
  if (asking.length === 0) return rows;
  // Asked once for the groups of all of them: which group a member is in does not depend on who asks.
  const standing = await loadMemberFacts(reader, scope, memberId, groupsOf(asking), now);
  const admits = (audience: Audience) =>
    standing ? audienceAdmits(audience, standing.facts) : audience.type === "all";
  return rows.filter(({ audience, targetAudience }) => admits(audience) && admits(targetAudience));
}

function groupsOf(audiences: readonly Audience[]): Audience {
  const groupIds = audiences.flatMap((audience) => (audience.type === "match" ? audience.groupIds : []));
  const none = { planIds: [], tierIds: [], tagIds: [], memberIds: [] };
  return { type: "match", groupIds: [...new Set(groupIds)], ...none };
}
