import { z } from "zod";
import { activityInputSchema, activityKinds, activityStatuses } from "@/lib/activities/schema";
import { coupon, reasons, terms } from "@/lib/api-reference-offers";
import { packReference } from "@/lib/api-reference-packs";
import { apiFaults } from "@/lib/api-reference-refusals";
import { audienceSchema } from "@/lib/members/schema/audience";
import { deliveryStatuses } from "@/lib/notifications/schema";
import { orderStatuses } from "@/lib/orders/schema";
import { purchaseStatuses } from "@/lib/packs/schema";
import type { Described } from "@/lib/platform/openapi";
import { voucherStatuses } from "@/lib/vouchers/schema";

const text = z.string();
const count = z.int().min(0);
const at = z.iso.datetime({ offset: true });
const named = z.strictObject({ id: text, name: text });
const listOf = (one: z.ZodType) =>
  z.strictObject({
    data: z.array(one),
    nextCursor: text.nullable().describe("Give it as `cursor` for the next page; null = this is the last."),
  });

const image = z.strictObject({ id: text, alt: text }).nullable();

const merchant = z.strictObject({
  id: text,
  name: text,
  currency: text,
  timeZone: text,
  maxVouchersPerOrder: count,
  refundBasis: z.enum(["units", "reprice"]),
});
const store = z.strictObject({ id: text, name: text, address: text, currency: text, timeZone: text });
const member = z.strictObject({
  id: text,
  phone: text.describe("E.164; masked for keys without the scope `pii`."),
  externalId: text.nullable(),
  name: text.nullable(),
  nickname: text.nullable(),
  email: text.nullable(),
  birthday: text.nullable(),
  tags: z.array(named),
  tiers: z.array(z.strictObject({ id: text, name: text, plan: text })),
  groups: z.array(named),
  pointsBalance: z.int(),
  cashBalanceMinor: z.int().describe("In the merchant's own currency."),
  cashBalances: z
    .array(z.strictObject({ currency: text, balanceMinor: z.int() }))
    .describe("Stored money in every currency the member ever had some of, by currency."),
  registeredAt: at,
  blocked: z.boolean(),
});
const translations = z
  .record(text, z.record(text, text))
  .describe("Texts in other languages, by language and field; what is not in it is as in the main language.");
const price = z.strictObject({
  ...{ currency: text, priceMinor: count },
  onOffer: z
    .boolean()
    .describe("The price is a promotion's already; orders that do not say it themselves go by this."),
});
const product = z.strictObject({
  ...{ id: text, name: text, translations, sku: text.nullable(), categoryIds: z.array(text) },
  priceMinor: count.nullable().describe("In the merchant's own currency; null where it has no price in it."),
  prices: z.array(price),
  storeIds: z.union([z.literal("all"), z.array(text)]),
  archived: z.boolean(),
});
const voucher = z.strictObject({
  id: text,
  couponId: text,
  termsVersion: count,
  name: text,
  status: z.enum(voucherStatuses),
  code: text,
  issuedAt: at,
  validFrom: at,
  validUntil: at.nullable(),
  terms,
});
const vouchers = z.array(voucher);

const activity = z.strictObject({
  id: text,
  kind: z.enum(activityKinds),
  name: text,
  code: text,
  status: z.enum(activityStatuses),
  timeZone: text,
  startsAt: at,
  endsAt: at,
  description: text,
  rulesText: text,
  translations,
  rules: z.strictObject({
    passwords: z.array(
      z.strictObject({
        id: text,
        password: text.optional().describe("For keys that may write activities only."),
        inventory: count,
        issued: count,
        prizes: z.array(z.strictObject({ couponId: text, quantity: count })),
      }),
    ),
    perMember: count.nullable(),
    opensBy: z.enum(["press", "open"]).optional().describe("Of a claim page, as the next."),
    useLinks: z.record(text, text).optional(),
  }),
  audience: audienceSchema,
  limits: activityInputSchema.shape.limits,
  heroImage: image,
  sharing: z.strictObject({ allowed: z.boolean(), title: text, subtitle: text, image }),
  url: text,
  createdAt: at,
});

const minor = z.int().min(0);
const quote = z.strictObject({
  at,
  currency: text,
  ...{ subtotalMinor: minor, deliveryMinor: minor, discountMinor: minor },
  ...{ deliveryDiscountMinor: minor, totalMinor: minor },
  optimal: z.boolean().describe("False where the search for the best set was cut off."),
  lines: z.array(
    z.strictObject({
      ...{ id: text, originalMinor: minor, discountMinor: minor, netMinor: minor },
      unitNetMinor: z.array(minor),
    }),
  ),
  applied: z.array(
    z.strictObject({
      ...{ voucherId: text.nullable(), code: text.optional(), couponId: text, name: text },
      ...{ discountMinor: minor, deliveryDiscountMinor: minor },
      lines: z.array(z.strictObject({ lineId: text, discountMinor: minor })),
    }),
  ),
  notApplied: z
    .array(
      z.strictObject({
        ...{ voucherId: text.nullable(), code: text.optional(), couponId: text.nullable() },
        ...{ name: text.nullable(), reasons },
      }),
    )
    .describe(
      "Every voucher that is not used, with all its reasons. Of a member with more than 300, a best quote looks at 300, one of each coupon first, and lists no others; `optimal` is false where one of those could have made a better set.",
    ),
});
const toPayMinor = minor.describe(
  "What is to be paid for it now in one sum, its unpaid packs included; 0 once it is paid, and when it is over.",
);
const isDelivered = z
  .boolean()
  .describe("It is brought to its member, also where that costs nothing, and not handed over a counter.");
const order = z.strictObject({
  ...{ id: text, number: text, status: z.enum(orderStatuses), storeId: text, region: text.nullable() },
  memberId: text.nullable(),
  quote,
  isDelivered,
  ...{ toPayMinor, paidMinor: minor, refundedMinor: minor, paymentRef: text.nullable() },
  packs: z
    .array(z.strictObject({ id: text, packId: text, status: z.enum(purchaseStatuses), priceMinor: minor }))
    .describe("Packs bought with it: paid with it in one sum, refunded by their own rules."),
  lines: z.array(z.strictObject({ lineId: text, refundedQuantity: count })),
  ...{ placedAt: at, expiresAt: at, paidAt: at.nullable() },
  ...{ completedAt: at.nullable(), cancelledAt: at.nullable() },
});
const placedOrder = z.strictObject({
  ...{ id: text, number: text, status: z.literal("placed"), expiresAt: at, quote },
});
const listedOrder = z.strictObject({
  ...{ id: text, number: text, status: z.enum(orderStatuses), storeId: text, region: text.nullable() },
  ...{ memberId: text.nullable(), isDelivered },
  ...{ currency: text, totalMinor: minor, toPayMinor, paidMinor: minor, refundedMinor: minor },
  placedAt: at,
});
const redeemed = z.strictObject({
  id: text,
  status: z.enum(["used", "cancelled"]),
  credited: z.strictObject({ unit: text, amount: z.int(), balance: z.int() }).nullable(),
});

const webhook = z.strictObject({
  id: text,
  name: text,
  url: text,
  events: z.array(text),
  status: z.enum(["active", "disabled"]),
  disabledBy: z.enum(["staff", "failing", "gone"]).nullable(),
  createdAt: at,
});
const delivery = z.strictObject({
  id: text,
  eventId: text.describe("The same in every attempt."),
  type: text,
  status: z.enum(deliveryStatuses),
  attempts: count,
  responseStatus: count.nullable(),
  error: text.nullable(),
  nextAttemptAt: at.nullable(),
  createdAt: at,
  finishedAt: at.nullable(),
  body: text.describe("What is sent, byte for byte."),
});

const say = (summary: string, answer: z.ZodType): Described => ({ summary, answer });

const described: Readonly<Record<string, Described>> = {
  "GET /merchant": say("The merchant the key belongs to.", merchant),
  "PATCH /merchant": say("Change how orders are priced and refunded; what is left out stays.", merchant),
  "POST /stores": say("Open a store.", store),
  "GET /stores": say("The stores, newest first.", listOf(store)),
  "POST /members": say("Create a member, or update the one with this phone or external id.", member),
  "GET /members": say("The member with this phone.", listOf(member)),
  "GET /members/:id": say("One member.", member),
  "GET /members/:id/vouchers": say("What a member holds, newest first.", listOf(voucher)),
  "POST /coupons": say("Create a coupon; it is online at once.", coupon),
  "GET /coupons": say("The coupons, newest first.", listOf(coupon)),
  "GET /coupons/:id": say("One coupon.", coupon),
  "PATCH /coupons/:id": say(
    "Change parts of a coupon; a part that is given replaces the stored one as a whole. What was issued keeps its terms.",
    coupon,
  ),
  "POST /coupons/:id/pause": say(
    "Stop a coupon from being issued, and what was issued of it from being used, until it is resumed.",
    coupon,
  ),
  "POST /coupons/:id/resume": say(
    "Have a paused coupon issued, and what was issued of it used again.",
    coupon,
  ),
  "POST /coupons/:id/archive": say("Put a coupon away; what was issued stays good.", coupon),
  "POST /coupons/:id/issue": say(
    "Give a member copies of a coupon whose methods include `targeted`: all of them or none.",
    z.strictObject({ vouchers }),
  ),
  "POST /categories": say("Create a category.", named),
  "GET /categories": say("The categories, by name.", listOf(named)),
  "POST /products": say("Put a product on sale.", product),
  "GET /products": say("The products on sale, by name; or those that are archived.", listOf(product)),
  "POST /codes/claim": say(
    "Claim with a code on a member's behalf. What does not work is `code_not_usable`, whatever the cause.",
    z.strictObject({ vouchers }),
  ),
  "POST /activities": say(
    "Create an activity; it is online at once, its period decides when it runs.",
    activity,
  ),
  "GET /activities": say("The activities, newest first.", listOf(activity)),
  "GET /activities/:id": say("One activity.", activity),
  "POST /activities/:id/participations": say(
    "Take part in an activity on a member's behalf.",
    z.strictObject({ vouchers, remaining: count.optional() }),
  ),
  "POST /quotes": say("Price a cart with the best vouchers, or with those named. Changes nothing.", quote),
  "POST /orders": say(
    "Place an order: its price is fixed and its vouchers are reserved until it expires.",
    placedOrder,
  ),
  "GET /orders": say("The orders, newest first.", listOf(listedOrder)),
  "GET /orders/:id": say("One order, with its price line by line.", order),
  "POST /orders/:id/pay": say("Say that an order was paid where you are; its vouchers are used.", order),
  "POST /orders/:id/complete": say("Say that it was handed over.", order),
  "POST /orders/:id/cancel": say("Give up an unpaid order; its vouchers come back.", order),
  "POST /orders/:id/refunds": say(
    "Give back units of a paid order, or all that is left.",
    z.strictObject({
      ...{ id: text, refundMinor: minor, status: z.enum(orderStatuses) },
      vouchers: z.array(z.strictObject({ id: text, status: text })),
    }),
  ),
  "POST /vouchers/:id/redeem": say("Use a coupon that needs no order.", redeemed),
  "POST /vouchers/:id/revoke": say("Take a coupon back from who holds it.", redeemed),
  "POST /explain": say(
    "Why a member can or cannot claim or use a coupon. Changes nothing.",
    z.strictObject({ canClaim: z.boolean(), canUse: z.boolean(), reasons }),
  ),
  "POST /webhooks": say(
    "Add a webhook. Its secret is in this answer only.",
    webhook.extend({ secret: text.describe("Sign and compare with it: see Webhook signatures.") }),
  ),
  "GET /webhooks": say("The webhooks, newest first.", listOf(webhook)),
  "GET /webhooks/:id/deliveries": say(
    "What was and will be sent to a webhook, newest first.",
    listOf(delivery),
  ),
  "POST /webhooks/:id/deliveries/:deliveryId/replay": say(
    "Send a delivery again, whatever became of it.",
    z.strictObject({ id: text, status: z.literal("waiting") }),
  ),
  ...packReference,
};

/**
 * What the document of the API says of each route: in words, what it answers, and how it can fail. A test asks every route
 * for every status.
 */
export const apiReference: Readonly<Record<string, Described>> = Object.fromEntries(
  Object.entries(described).map(([name, one]) => [name, { ...one, ...apiFaults[name] }]),
);
