import { z } from "zod";

/** What a webhook may be told of, by subject: every event there is of these subjects (api.md). */
export const webhookEvents = {
  budget: ["budget.reached"],
  voucher: [
    "voucher.issued",
    "voucher.reserved",
    "voucher.released",
    "voucher.redeemed",
    "voucher.returned",
    "voucher.revoked",
    "voucher.extended",
    "voucher.offered",
    "voucher.withdrawn",
    "voucher.transferred",
    "voucher.expired",
  ],
  order: [
    "order.placed",
    "order.paid",
    "order.completed",
    "order.cancelled",
    "order.refund_asked",
    "order.partly_refunded",
    "order.refunded",
  ],
  pack: [
    "pack.created",
    "pack.changed",
    "pack.publish",
    "pack.pause",
    "pack.resume",
    "pack.archive",
    "pack.restore",
    "pack.placed",
    "pack.purchased",
    "pack.cancelled",
    "pack.delivered",
    "pack.gifted",
    "pack.gift_arrived",
    "pack.gift_withdrawn",
    "pack.deliveries_ended",
    "pack.refund_asked",
    "pack.refunded",
  ],
  activity: [
    "activity.created",
    "activity.changed",
    "activity.publish",
    "activity.pause",
    "activity.resume",
    "activity.archive",
    "activity.restore",
    "activity.stock_added",
    "activity.participated",
  ],
} as const;
export type WebhookSubject = keyof typeof webhookEvents;
export const webhookSubjects = Object.keys(webhookEvents) as WebhookSubject[];

/** The type of the event that a person sends to see whether a webhook works; nobody subscribes to it. */
export const TEST_EVENT = "webhook.test";

/** Every event type that a webhook may be told of. */
export const webhookEventTypes: readonly string[] = Object.values(webhookEvents).flat();

const choices: readonly string[] = [
  ...webhookEventTypes,
  ...webhookSubjects.map((subject) => `${subject}.*`),
];
/** A check has no words in JSON Schema: what may be chosen is said there beside it. */
const choice = z
  .string()
  .refine((event) => choices.includes(event), { message: "event_unknown" })
  .meta({ enum: [...choices] });

/** Whether somebody who asked for `chosen` is told of events of `type`. */
export function wantsEvent(chosen: readonly string[], type: string): boolean {
  return chosen.includes(type) || chosen.includes(`${type.split(".")[0]}.*`);
}

/** A webhook as a person or a program writes it. Whether we would call the address is asked of the platform. */
export const webhookInputSchema = z.strictObject({
  name: z.string().trim().max(60).default(""),
  url: z
    .string()
    .trim()
    .min(1)
    .max(500)
    .refine((text) => URL.canParse(text) && /^https?:/i.test(text), { message: "web_address" }),
  /** Event types, and `<subject>.*` for all of a subject. */
  events: z
    .array(choice)
    .min(1)
    .max(100)
    .transform((events) => [...new Set(events)].sort()),
});
export type WebhookInput = z.output<typeof webhookInputSchema>;

export const deliveryStatuses = ["waiting", "delivered", "failed"] as const;
export type DeliveryStatus = (typeof deliveryStatuses)[number];

/** Most webhooks of a merchant: each event may be sent to each of them. */
export const WEBHOOKS_AT_MOST = 20;
