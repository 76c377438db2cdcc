import { z } from "zod";
import { TEST_EVENT, type webhookEvents, webhookEventTypes } from "@/lib/notifications/schema";
import type { DescribedEvents } from "@/lib/platform/openapi";

type EventType = (typeof webhookEvents)[keyof typeof webhookEvents][number];
type DescribedEvent = DescribedEvents["types"][string];

/** Words for events of one subject: whose id `subjectId` is, and which members of `data` are always there; others may stand beside them. */
const of =
  (subject: string, common: readonly string[]) =>
  (summary: string, ...more: readonly string[]): DescribedEvent => ({
    ...{ summary, subject, data: [...common, ...more] },
  });
const budget = of("the coupon", ["couponId"]);
const voucher = of("the voucher", ["couponId", "memberId"]);
const order = of("the order", ["memberId"]);
const sold = ["totalMinor", "isDelivered"] as const;
const pack = of("the pack", []);
const purchase = of("the pack purchase", ["packId", "memberId"]);
const gift = of("the gift of a pack", ["packId", "quantity"]);
const activity = of("the activity", []);

/** What each event says: of every type that a webhook may be told of, so that a new one has words or does not compile. */
const described: Readonly<Record<EventType, DescribedEvent>> = {
  "budget.reached": budget("A mark of its budget was reached.", "percent", "spentMinor", "budgetMinor"),
  "voucher.issued": voucher("A voucher came into being.", "source", "sourceId"),
  "voucher.reserved": voucher("An order holds it until it is paid.", "orderId"),
  "voucher.released": voucher("That order was cancelled or ran out.", "orderId"),
  "voucher.redeemed": voucher("It was used, on an order (`orderId`) or at a desk."),
  "voucher.returned": voucher("A refund gave it back.", "orderId", "refundId"),
  "voucher.revoked": voucher("It was taken back."),
  "voucher.extended": voucher("It is good for longer.", "validUntil"),
  "voucher.offered": voucher("Its member offers it as a gift: nobody can use it while it waits.", "giftId"),
  "voucher.withdrawn": voucher(
    "Nobody took that gift: its member can use it again, unless `voucher.revoked` follows. `why` is `withdrawn` (by its member or by staff), `declined` or `over`.",
    "giftId",
    "why",
  ),
  "voucher.transferred": voucher(
    "Its member gave it to another, `memberId`. Its code is a new one: read it again.",
    "fromMemberId",
    "giftId",
  ),
  "voucher.expired": voucher("Its end was passed.", "validUntil"),
  "order.placed": order("An order holds its price and its vouchers until it is paid.", ...sold),
  "order.paid": order("It was paid.", ...sold),
  "order.completed": order("It was handed over.", ...sold),
  "order.cancelled": order("It was cancelled, or was not paid in time.", "by"),
  "order.refund_asked": order("Its member asks for a refund.", "requestId"),
  "order.partly_refunded": order("Some of it was refunded.", "refundId", "refundMinor", "paymentRef"),
  "order.refunded": order("All that was left of it was refunded.", "refundId", "refundMinor", "paymentRef"),
  "pack.created": pack("A pack was made.", "published"),
  "pack.changed": pack("A pack was edited.", "contentsVersion"),
  "pack.publish": pack("A pack went on offer.", "status"),
  "pack.pause": pack("A pack was paused.", "status"),
  "pack.resume": pack("A paused pack is on offer again.", "status"),
  "pack.archive": pack("A pack was put away.", "status"),
  "pack.restore": pack("A pack was brought back.", "status"),
  "pack.placed": purchase(
    "Somebody means to buy a pack; it is held until it is paid.",
    "priceMinor",
    "channel",
  ),
  "pack.purchased": purchase("A pack was paid.", "priceMinor", "orderId"),
  "pack.cancelled": purchase("A purchase was given up, or was not paid in time.", "by"),
  "pack.delivered": purchase("The vouchers of a cycle were delivered.", "cycle", "vouchers"),
  "pack.gifted": gift("A pack was given away.", "memberId", "purchaseId"),
  "pack.gift_arrived": gift("A gift reached its member.", "memberId", "purchaseId"),
  "pack.gift_withdrawn": gift("A gift that had not arrived was taken back."),
  "pack.deliveries_ended": purchase("Staff ended what was still to come.", "missed", "couponId"),
  "pack.refund_asked": purchase("Its member asks for a refund.", "requestId"),
  "pack.refunded": purchase("It was refunded.", "refundId", "refundMinor", "by"),
  "activity.created": activity("An activity was made.", "published"),
  "activity.changed": activity("An activity was edited.", "slug"),
  "activity.publish": activity("An activity went online.", "status"),
  "activity.pause": activity("An activity was paused.", "status"),
  "activity.resume": activity("A paused activity goes on.", "status"),
  "activity.archive": activity("An activity was put away.", "status"),
  "activity.restore": activity("An activity was brought back.", "status"),
  "activity.stock_added": activity("More can be won of a prize.", "poolId", "add"),
  "activity.participated": activity("A member took part and won.", "memberId", "participationId", "poolId"),
};

/** The body of every call of a webhook. */
const eventSchema = z.strictObject({
  id: z.string().describe("The event's own, the same however often it is sent."),
  type: z.enum([...webhookEventTypes, TEST_EVENT]),
  createdAt: z.iso.datetime({ offset: true }).describe("When it became true."),
  subjectId: z.string().describe("Of what it is about: see the type."),
  data: z.looseObject({}).describe("More of it, by type; amounts are in minor units."),
});

/** What the document of the API says of webhooks: the event that a person sends to try one, too. */
export const eventReference: DescribedEvents = {
  body: eventSchema,
  types: {
    ...described,
    [TEST_EVENT]: of("the webhook", [])("A person looks whether the webhook works; nobody asks to be told."),
  },
};
