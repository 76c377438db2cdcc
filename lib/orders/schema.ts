import { z } from "zod";
import { isOrdinary } from "@/lib/kernel/time";

/** The largest amount anywhere, in minor units (pricing.md). */
const MAX_MINOR = 1_000_000_000_000;
const minor = z.int().min(0).max(MAX_MINOR);
const idOf = (prefix: string) => z.string().startsWith(`${prefix}_`).max(40);
const instant = z.iso
  .datetime({ offset: true })
  .refine((text) => isOrdinary(new Date(text)), { message: "year_out_of_range" });

export const channels = ["online", "till"] as const;
/** How an order goes to who bought it: see `isDelivered`. */
export const handovers = ["deliver", "collect"] as const;
export const devices = ["mobile", "desktop", "till"] as const;

export const cartLineSchema = z.strictObject({
  id: z.string().trim().min(1).max(64),
  productId: idOf("prd"),
  unitPriceMinor: minor,
  quantity: z.int().min(1).max(1000),
  onOffer: z
    .boolean()
    .optional()
    .describe(
      "The price is a promotion's already. Left out, it is as the catalogue says of the product's price.",
    ),
});
export type CartLineInput = z.output<typeof cartLineSchema>;

/** A part of the store's floor, as the store calls it; letter case does not matter. Absent = nobody says. */
export const regionSchema = z
  .string()
  .trim()
  .min(1)
  .max(40)
  .nullish()
  .describe(
    "The part of the store's floor. A coupon bound to parts of this store works only with one of them.",
  );

const cart = {
  storeId: idOf("str"),
  region: regionSchema,
  channel: z.enum(channels),
  device: z.enum(devices),
  memberId: idOf("mbr").nullish(),
  currency: z.string().regex(/^[A-Z]{3}$/),
  deliveryMinor: minor.default(0),
  lines: z
    .array(cartLineSchema)
    .min(1)
    .max(200)
    .refine((lines) => new Set(lines.map((line) => line.id)).size === lines.length, {
      message: "line_twice",
    }),
  /** `best`, or exactly these; `[]` = none. */
  vouchers: z.union([z.literal("best"), z.array(idOf("vch")).max(50)]).default("best"),
  /** Codes that were typed. */
  codes: z.array(z.string().trim().min(1).max(64)).max(10).default([]),
};

/** All of a cart together is at most 10^12, so that every amount in a quote is. */
function checkTotal(
  body: { lines: readonly CartLineInput[]; deliveryMinor: number },
  ctx: z.RefinementCtx,
): void {
  const sum = body.lines.reduce(
    (total, { unitPriceMinor, quantity }) => total + BigInt(unitPriceMinor) * BigInt(quantity),
    BigInt(body.deliveryMinor),
  );
  if (sum > BigInt(MAX_MINOR)) ctx.addIssue({ code: "custom", path: ["lines"], message: "cart_too_large" });
}

/** What a cart is and which vouchers shall be on it: api.md's body of `POST /quotes`. */
export const quoteInputSchema = z.strictObject({ ...cart, at: instant.optional() }).superRefine(checkTotal);
export type QuoteInput = z.output<typeof quoteInputSchema>;

/** The same for an order, which is priced now: it takes no `at`. */
export const orderInputSchema = z
  .strictObject({ ...cart, note: z.string().trim().max(500).default("") })
  .superRefine(checkTotal);
export type OrderInput = z.output<typeof orderInputSchema>;

export const orderStatuses = [
  "placed",
  "paid",
  "completed",
  "cancelled",
  "partly_refunded",
  "refunded",
] as const;
export type OrderStatus = (typeof orderStatuses)[number];

export const orderId = idOf("ord");

/** So long an unpaid order keeps its vouchers. */
export const HOLD_MINUTES = 10;

export const paymentRefSchema = z.string().trim().min(1).max(200);

/** Units of lines to give back; null = all that is left. */
export const refundLinesSchema = z
  .array(z.strictObject({ lineId: z.string().trim().min(1).max(64), quantity: z.int().min(1).max(1000) }))
  .min(1)
  .max(200)
  .refine((lines) => new Set(lines.map((line) => line.lineId)).size === lines.length, {
    message: "line_twice",
  });

export const refundInputSchema = z.strictObject({
  by: z.enum(["merchant", "member"]),
  lines: refundLinesSchema.nullish(),
  reason: z.string().trim().max(500).default(""),
});
export type RefundInput = z.output<typeof refundInputSchema>;

/** A member's request for their money; null = all that is left. */
export const askRefundSchema = z.strictObject({
  orderId,
  lines: refundLinesSchema.nullable(),
  reason: z.string().trim().min(1).max(500),
});
export type AskRefundInput = z.output<typeof askRefundSchema>;

/** What the merchant says to it; `answer` is what the member is told. */
export const decideRefundSchema = z.strictObject({
  orderId,
  granted: z.boolean(),
  answer: z.string().trim().max(500),
});
export type DecideRefundInput = z.output<typeof decideRefundSchema>;

const orderChoices = z.strictObject({
  status: z.array(z.enum(orderStatuses)).max(6).default([]),
  store: z.array(z.string().max(40)).max(500).default([]),
  channel: z.array(z.enum(channels)).max(2).default([]),
});

/** What the order list may be narrowed by; an export takes the same. */
export const orderFilterSchema = orderChoices.extend({
  /** An order's number, a payment's reference, or a member's phone, in whole. */
  q: z.string().max(200).default(""),
  /** Those of which one of these is true are left out. */
  without: orderChoices.prefault({}),
  /** Only those that go one of these ways; absent = any, so that a worker of before takes an export that does not ask for it. */
  handover: z.array(z.enum(handovers)).min(1).max(2).optional(),
  /** Only those whose member asks for a refund and has no answer yet. */
  asked: z.boolean().default(false),
  /** Only these. */
  ids: z.array(orderId).max(200).optional(),
  from: z.iso.datetime().nullable().default(null),
  until: z.iso.datetime().nullable().default(null),
});
export type OrderFilter = z.output<typeof orderFilterSchema>;
/** As it is asked for, with what is left out. */
export type OrderFilterInput = z.input<typeof orderFilterSchema>;
