import { z } from "zod";
import {
  packContentsSchema,
  packSaleSchema,
  packStatuses,
  packTypes,
  purchaseChannels,
  purchaseStatuses,
} from "@/lib/packs/schema";
import type { Described } from "@/lib/platform/openapi";

const text = z.string();
const count = z.int().min(0);
const at = z.iso.datetime({ offset: true });
const pageOf = (one: z.ZodType) => z.strictObject({ data: z.array(one), nextCursor: text.nullable() });
const say = (summary: string, answer: z.ZodType): Described => ({ summary, answer });

const pack = z.strictObject({
  ...{ id: text, type: z.enum(packTypes), name: text, description: text, status: z.enum(packStatuses) },
  translations: z.record(text, z.record(text, text)),
  image: z.strictObject({ id: text, alt: text }).nullable(),
  contentsVersion: count.describe("New contents are for new sales; what was sold keeps its version."),
  contents: packContentsSchema.nullable(),
  sale: z
    .strictObject({ ...packSaleSchema.shape, storeIds: packSaleSchema.shape.storeIds.unwrap().optional() })
    .optional()
    .describe("Of a paid pack; a list leaves its stores out."),
  figures: z.strictObject({
    ...{ reserved: count, sold: count, given: count, refunded: count },
    ...{ revenueMinor: count, refundedMinor: count },
    ...{ couponsIssued: count, couponsUsed: count },
  }),
  revision: count.describe("Counts its changes."),
  ...{ createdAt: at, updatedAt: at },
});

const purchase = z.strictObject({
  ...{ id: text, number: text, packId: text, memberId: text },
  ...{ channel: z.enum(purchaseChannels), orderId: text.nullable(), status: z.enum(purchaseStatuses) },
  ...{ quantity: count, currency: text, priceMinor: count, placedAt: at },
  expiresAt: at.nullable().describe("Unpaid at this instant, it is cancelled."),
  ...{ paidAt: at.nullable(), refundedAt: at.nullable() },
  ...{ cycles: count, delivered: count, nextDeliveryAt: at.nullable() },
});

/** What the document of the API says of packs and their purchases. */
export const packReference: Readonly<Record<string, Described>> = {
  "POST /packs": say(
    "Make a pack; it is on offer at once.",
    z.strictObject({ id: text, status: z.enum(packStatuses), createdAt: at }),
  ),
  "GET /packs": say("The packs, newest first.", pageOf(pack)),
  "GET /packs/:id": say("One pack, as it is written and how it stands.", pack),
  "POST /packs/:id/gift": say(
    "Give packs to a phone number; one that is no member yet has them when it registers.",
    z.strictObject({
      ...{ id: text, state: z.enum(["delivered", "waiting"]) },
      ...{ memberId: text.nullable(), purchaseId: text.nullable() },
    }),
  ),
  "POST /packs/:id/purchases": say(
    "Buy a pack on a member's behalf: its stock is kept for ten minutes, until it is paid.",
    purchase,
  ),
  "GET /packs/:id/purchases": say("The purchases of a pack, newest first.", pageOf(purchase)),
  "GET /purchases/:id": say("One purchase of a pack.", purchase),
  "POST /purchases/:id/pay": say(
    "Say that a purchase was paid where you are; its first delivery is made.",
    purchase,
  ),
  "POST /purchases/:id/cancel": say("Give up an unpaid purchase; its stock comes back.", purchase),
};
