import { z } from "zod";
import { isLocalDate } from "@/lib/kernel/time";

const tagId = z.string().startsWith("tag_").max(40);
const tierId = z.string().startsWith("tir_").max(40);
const days = z.int().min(1).max(3650);

/** One condition of a rule. Days are whole days before now; a month is 1 to 12, null = the present one. */
const conditionSchema = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("registered_within"), days }),
  z.strictObject({
    type: z.literal("birthday_month"),
    month: z.int().min(1).max(12).nullable().optional(),
  }),
  z.strictObject({ type: z.literal("first_order_done") }),
  /** Joined at least so long ago, and has not paid for an order since then. */
  z.strictObject({ type: z.literal("no_order_for"), days }),
  /** What was paid for orders within so many days, less what was given back of it, in minor units of the merchant's currency. */
  z.strictObject({
    type: z.literal("spent_at_least"),
    amountMinor: z.int().min(1).max(1_000_000_000_000),
    days,
  }),
  z.strictObject({ type: z.literal("tagged"), tagId }),
  z.strictObject({ type: z.literal("in_tier"), tierId }),
  /** Holds the highest tier of a card plan. */
  z.strictObject({ type: z.literal("in_top_tier") }),
]);
export type RuleCondition = z.output<typeof conditionSchema>;

/** Most conditions and parts that stand side by side in a rule. */
export const RULE_PARTS = 10;
const joined = z.enum(["all", "any"]);
const partSchema = z.union([
  conditionSchema,
  z.strictObject({ type: joined, rules: z.array(conditionSchema).min(1).max(RULE_PARTS) }),
]);

/** The rule of a rule group, asked anew each time: a condition, or conditions and parts of which all or any must hold. */
export const groupRuleSchema = z.union([
  conditionSchema,
  z.strictObject({ type: joined, rules: z.array(partSchema).min(1).max(RULE_PARTS) }),
]);
export type GroupRule = z.output<typeof groupRuleSchema>;

/** The colours a tag or a tier may have. */
export const labelColours = ["grey", "red", "orange", "green", "teal", "blue", "purple", "pink"] as const;
export type LabelColour = (typeof labelColours)[number];

/** Any colour kept in the database as one that can be shown. */
export const asLabelColour = (text: string): LabelColour =>
  labelColours.find((colour) => colour === text) ?? "grey";

/** What a member is, as far as audiences ask. Group ids hold both kinds: picked, and rule groups that let them in. */
export type MemberFacts = {
  readonly id: string;
  readonly isNew: boolean;
  readonly planIds: readonly string[];
  readonly tierIds: readonly string[];
  readonly groupIds: readonly string[];
  readonly tagIds: readonly string[];
};

/** A phone as typed with the country it is typed in; parsed to E.164 by `parsePhone` on the server. */
export const phoneInputSchema = z.strictObject({
  country: z.string().regex(/^[A-Z]{2}$/),
  phone: z.string().trim().min(4).max(32),
});

/** A one-time code as typed: six digits, spaces and width forgiven. */
export const otpInputSchema = z
  .string()
  .max(64)
  .transform((text) => text.normalize("NFKC").replace(/\D/g, ""))
  .pipe(z.string().length(6));

/** What a browser keeps while it waits for a code: for which merchant, which challenge, and the phone to show. */
export const otpCookie = {
  name: "otp",
  schema: z.object({ merchantId: z.string(), challengeId: z.string(), phone: z.string() }),
  seconds: 15 * 60,
} as const;

const text = (max: number) => z.string().trim().min(1).max(max).nullish();

/** A member as the API writes it (api.md's `POST /members`): what is left out stays as it is, null empties it. */
export const memberInputSchema = z.strictObject({
  /** E.164; spaces and hyphens are forgiven. */
  phone: z.string().trim().startsWith("+").max(32),
  /** The merchant's own id for this person. */
  externalId: text(100),
  name: text(60),
  nickname: text(60),
  email: z.email().max(254).nullish(),
  birthday: z.iso.date().refine(isLocalDate, { message: "year_out_of_range" }).nullish(),
  /** All the tags the member is to wear, by name; made when new, letter case aside. */
  tags: z.array(z.string().trim().min(1).max(40)).max(50).optional(),
});
export type MemberInput = z.output<typeof memberInputSchema>;

type Named = { readonly id: string; readonly name: string };

/** What a member has: points, and stored money in minor units, in the merchant's own currency and in each. */
export type Balances = {
  readonly pointsBalance: number;
  readonly cashBalanceMinor: number;
  readonly cashBalances: readonly { readonly currency: string; readonly balanceMinor: number }[];
};

/** A member as the API tells of them, contact data whole. */
export type MemberProfile = Balances & {
  readonly id: string;
  /** E.164. */
  readonly phone: string;
  readonly externalId: string | null;
  readonly name: string | null;
  readonly nickname: string | null;
  readonly email: string | null;
  /** "YYYY-MM-DD". */
  readonly birthday: string | null;
  readonly tags: readonly Named[];
  readonly tiers: readonly (Named & { readonly plan: string })[];
  readonly groups: readonly Named[];
  /** ISO 8601, UTC. */
  readonly registeredAt: string;
  readonly blocked: boolean;
};

/** A tag as staff write it. */
export const tagInputSchema = z.strictObject({
  name: z.string().trim().min(1).max(40),
  colour: z.enum(labelColours).default("grey"),
});
export type TagInput = z.output<typeof tagInputSchema>;

/** A rung of a card plan; without an id it is new. Amounts in minor units of the merchant's currency. */
export const tierInputSchema = z.strictObject({
  id: tierId.nullable().default(null),
  name: z.string().trim().min(1).max(40),
  thresholdMinor: z.int().min(0).max(1_000_000_000_000).nullable().default(null),
  benefits: z.string().trim().max(500).default(""),
  colour: z.enum(labelColours).default("grey"),
});
export type TierInput = z.output<typeof tierInputSchema>;

/** Most tiers of a plan, and most plans of a merchant. */
export const TIERS_AT_MOST = 10;
export const PLANS_AT_MOST = 20;

/** A card plan with its tiers, lowest first: thresholds strictly increase where they are told. */
export const planInputSchema = z.strictObject({
  name: z.string().trim().min(1).max(40),
  description: z.string().trim().max(200).default(""),
  tiers: z
    .array(tierInputSchema)
    .min(1)
    .max(TIERS_AT_MOST)
    .superRefine((rungs, context) => {
      let above = -1;
      const names = new Set<string>();
      for (const [at, { name, thresholdMinor }] of rungs.entries()) {
        const lower = name.toLowerCase();
        if (names.has(lower)) context.addIssue({ code: "custom", path: [at, "name"], message: "tier_twice" });
        names.add(lower);
        if (thresholdMinor === null) continue;
        if (thresholdMinor <= above) {
          context.addIssue({ code: "custom", path: [at, "thresholdMinor"], message: "tier_not_higher" });
        }
        above = thresholdMinor;
      }
    }),
});
export type PlanInput = z.output<typeof planInputSchema>;

/** A group as staff write it: by a rule, or hand-picked where that is null. */
export const groupInputSchema = z.strictObject({
  name: z.string().trim().min(1).max(60),
  rule: groupRuleSchema.nullable(),
});
export type GroupInput = z.output<typeof groupInputSchema>;

const optional = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .nullable()
    .transform((text) => text || null);

/** An e-mail address as typed; a blank is null. */
export const emailInputSchema = z
  .union([z.literal(""), z.email().max(254)])
  .nullable()
  .transform((text) => text || null);

/** What staff write of a member beside how they are reached. A blank is null. */
export const profileInputSchema = z.strictObject({
  name: optional(60),
  nickname: optional(60),
  birthday: z
    .union([z.literal(""), z.iso.date().refine(isLocalDate, { message: "year_out_of_range" })])
    .nullable()
    .transform((date) => date || null),
  externalId: optional(100),
  homeStoreId: z.string().startsWith("str_").max(40).nullable(),
});
export type ProfileInput = z.output<typeof profileInputSchema>;

/** Most members whose tag is taken off or changed for another one in one transaction. */
export const TAG_AT_ONCE = 10_000;

/** Most members a bulk action changes at once; more is a tracked job. */
export const BULK_AT_MOST = 200;

/** What is done to many members at once. */
export const bulkChangeSchema = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("tag"),
    add: z.array(tagId).max(50),
    remove: z.array(tagId).max(50),
  }),
  z.strictObject({
    type: z.literal("pick"),
    groupId: z.string().startsWith("grp_").max(40),
    change: z.enum(["add", "remove"]),
  }),
]);
export type BulkChange = z.output<typeof bulkChangeSchema>;

/** What staff write about a member, for each other. */
export const noteTextSchema = z.string().trim().min(1).max(1000);
