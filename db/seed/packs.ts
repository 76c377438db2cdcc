import { eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { members } from "@/db/schema/members";
import { testScope } from "@/db/seed/factories";
import { inTransaction } from "@/db/transaction";
import { buyPack } from "@/lib/packs/buy-pack";
import { createPack } from "@/lib/packs/create-pack";
import { payPurchase } from "@/lib/packs/pay-purchase";
import { type PackInput, packInputSchema } from "@/lib/packs/schema";

type Contents = Partial<PackInput["contents"]>;

/** A form's pack: two of a coupon at once for thirty days, unless said otherwise. */
export function packForm(
  couponIds: readonly string[],
  more: { readonly contents?: Contents; readonly [key: string]: unknown } = {},
) {
  const { contents, ...rest } = more;
  const items = couponIds.map((couponId) => ({ couponId, quantity: 2, validDays: 30 }));
  return packInputSchema.parse({
    ...{ type: "campaign", name: "Pack", contents: { schedule: { type: "once" }, items, ...contents } },
    ...rest,
  });
}

/** The sale of a paid pack: ten dollars in the mall, as many as anybody wants. */
export const saleOf = (more: object = {}) => ({
  ...{ priceMinor: 1000, currency: "HKD", channels: ["mall"] },
  ...more,
});

let serial = 0;
/** A request id of its own. */
export const packRequest = () => `pack-seed-${++serial}`;

/** Makes a pack and puts it on offer; gives its id. Throws where it is refused. */
export async function makePack(merchantId: string, pack: PackInput): Promise<string> {
  const made = await createPack(testScope(merchantId), { requestId: packRequest(), pack, publish: true });
  if (!made.ok) throw new Error(`a pack was refused: ${made.refusal.code}`);
  return made.value.id;
}

/** Has a member buy a pack in the mall and pay for it; gives the purchase's id. Throws where it is refused. */
export async function makePurchase(merchantId: string, packId: string, memberId: string): Promise<string> {
  const scope = testScope(merchantId, null);
  const bought = await buyPack(scope, { requestId: packRequest(), packId, memberId, channel: "mall" });
  if (!bought.ok) throw new Error(`a purchase was refused: ${bought.refusal.code}`);
  const { id: purchaseId } = bought.value;
  const paid = await payPurchase(scope, {
    requestId: packRequest(),
    purchaseId,
    paymentRef: `seed ${purchaseId}`,
  });
  if (!paid.ok) throw new Error(`a payment was refused: ${paid.refusal.code}`);
  return purchaseId;
}

/** As if the holders of a pack had begun so many days earlier and nothing had been delivered since. */
export async function missDays(packId: string, days: number): Promise<void> {
  await inTransaction(async (tx) => {
    await tx.execute(
      sql`update pack_purchase set started_on = started_on - ${days}::int where pack_id = ${packId}`,
    );
    await tx.execute(sql`update pack_due set next_due_at = next_due_at - make_interval(days => ${days}),
      try_at = try_at - make_interval(days => ${days}) where pack_id = ${packId} and next_due_at is not null`);
  });
}

/** A member's phone. */
export async function phoneOf(memberId: string): Promise<string> {
  const find = async (tx: Tx) =>
    await tx.select({ phone: members.phone }).from(members).where(eq(members.id, memberId));
  const [row] = await inTransaction(find);
  return row?.phone ?? "";
}
