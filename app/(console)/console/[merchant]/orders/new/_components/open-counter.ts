import { z } from "zod";
import { atPricesOf } from "@/components/orders/cart";
import { openDraft } from "@/components/workspace/open-draft";
import { namedMembers } from "@/lib/members/queries/audience";
import { findSold } from "@/lib/orders/queries/sold";
import type { Scope } from "@/lib/platform/auth/scope";
import { emptyCounter, offersKept } from "./counter-values";

const keptLines = z
  .array(
    z.object({
      product: z.object({ id: z.string() }),
      quantity: z.number().nullable(),
      onOffer: z.boolean().nullable(),
    }),
  )
  .max(200)
  .catch([]);

/**
 * The order that the address's draft keeps, at the prices of now: what is no longer sold there, and a member who is gone, is
 * left out.
 */
export async function openCounter(scope: Scope, searchParams: Promise<{ draft?: string | string[] }>) {
  const empty = { ...emptyCounter, tellsOffers: false };
  const { values: kept, draft } = await openDraft(scope, "order", empty, searchParams);
  const { tellsOffers, ...values } = kept;
  const lines = offersKept(keptLines.parse(values.lines), tellsOffers);
  const ids = lines.map(({ product }) => product.id);
  const { storeId } = values;
  const [member] = values.member ? await namedMembers(scope, [values.member.id]) : [];
  const sold = ids.length > 0 ? await findSold(scope, { storeId, text: "", ids }) : [];
  const called = [member?.name ?? member?.nickname, member?.phone].filter(Boolean).join(" · ");
  return {
    values: { ...values, lines: atPricesOf(lines, sold), member: member ? { id: member.id, called } : null },
    draft,
  };
}
