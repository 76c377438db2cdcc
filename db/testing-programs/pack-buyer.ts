import { freshRequestId, memberScope, testScope } from "@/db/seed/factories";
import { patiently } from "@/db/testing";
import type { Result } from "@/lib/kernel/result";
import { payOrder } from "@/lib/orders/change-order";
import { placeOrder } from "@/lib/orders/place-order";
import { orderInputSchema } from "@/lib/orders/schema";
import { buyPack } from "@/lib/packs/buy-pack";
import { giftPack } from "@/lib/packs/gift-pack";
import { payPurchase } from "@/lib/packs/pay-purchase";
import { giftInputSchema, type PackChannel } from "@/lib/packs/schema";

// Asks for one pack as often as it is told, ten at a time, each time for the next of its members and in the next of the ways
// there are to one; what is bought is paid at once. Says that it got one, and at the end how often it was told what.
const {
  MERCHANT = "",
  STORE = "",
  PRODUCT = "",
  PACK = "",
  MEMBERS = "",
  REQUESTS = "0",
  WAYS = "",
} = process.env;
const AT_ONCE = 10;
const staff = testScope(MERCHANT);
const members = MEMBERS.split(",").map((one) => {
  const [id = "", phone = ""] = one.split(" ");
  return { id, phone };
});
type Member = (typeof members)[number];

async function buy(requestId: string, memberId: string, channel: PackChannel): Promise<Result<unknown>> {
  const scope = channel === "mall" ? memberScope(MERCHANT, memberId) : staff;
  const bought = await buyPack(scope, { requestId, packId: PACK, memberId, channel });
  if (!bought.ok) return bought;
  return await payPurchase(staff, { requestId, purchaseId: bought.value.id, paymentRef: requestId });
}

async function order(requestId: string, memberId: string): Promise<Result<unknown>> {
  const wanted = orderInputSchema.parse({
    ...{ storeId: STORE, channel: "online", device: "mobile", memberId, currency: "HKD" },
    lines: [{ id: "l1", productId: PRODUCT, unitPriceMinor: 5000, quantity: 1 }],
  });
  const packs = [{ packId: PACK, priceMinor: 1000 }];
  const placed = await placeOrder(memberScope(MERCHANT, memberId), { requestId, order: wanted, packs });
  if (!placed.ok) return placed;
  return await payOrder(staff, { requestId, orderId: placed.value.id, paymentRef: requestId });
}

async function gift(requestId: string, phone: string): Promise<Result<unknown>> {
  return await giftPack(staff, { requestId, packId: PACK, gift: giftInputSchema.parse({ phone }) });
}

const all = {
  mall: (requestId, { id }) => buy(requestId, id, "mall"),
  till: (requestId, { id }) => buy(requestId, id, "order"),
  order: (requestId, { id }) => order(requestId, id),
  gift: (requestId, { phone }) => gift(requestId, phone),
  stranger: (requestId, _, n) => gift(requestId, `+8525${String(n).padStart(7, "0")}`),
} as const satisfies Record<
  string,
  (requestId: string, member: Member, n: number) => Promise<Result<unknown>>
>;
const ways = WAYS.split(",").map((way) => all[way as keyof typeof all]);

const said: Record<string, number> = {};
let next = 0;
async function caller(): Promise<void> {
  for (let n = next++; n < Number(REQUESTS); n = next++) {
    const [member, way] = [members[n % members.length], ways[n % ways.length]];
    if (!member || !way) throw new Error("nobody, or no way");
    const requestId = freshRequestId();
    // Who is told to come back does, with the same request.
    const result = await patiently(() => way(requestId, member, n));
    const word = result.ok ? "ok" : result.refusal.code;
    said[word] = (said[word] ?? 0) + 1;
    if (result.ok) process.stdout.write("got one\n");
  }
}

await Promise.all(Array.from({ length: AT_ONCE }, caller));
process.stdout.write(`said ${JSON.stringify(said)}\n`);
process.exit(0);
