import { z } from "zod";
import { linkSchema } from "@/lib/activities/schema/scalars";
import { eachJobInput } from "@/lib/jobs/schema";
import { isOrdinary } from "@/lib/kernel/time";
import { audienceSchema } from "@/lib/members/schema/audience";
import { imageSchema } from "@/lib/merchants/schema/image";
import { translationsSchema } from "@/lib/merchants/schema/translations";

/** The kinds that exist by now; a kind is its rule form, its decision and its page blocks (A1). */
export const activityKinds = ["code_redemption", "claim_page"] as const;
export type ActivityKind = (typeof activityKinds)[number];

/** What a kind adds to the activity row; prizes and stock are rows of their own. */
export type ActivityRules = {
  readonly kind: ActivityKind;
  /** Successes of a member with each password, or with the claim page; null = no limit. */
  readonly perMember: number | null;
  /** Claim page: whether its coupons are taken by a press or by opening it (A4). */
  readonly opensBy?: "press" | "open";
  /** Claim page: where "use now" of each coupon leads, by the coupon's id; one that is not here leads to the coupon. */
  readonly useLinks?: Readonly<Record<string, string>>;
};

/** What a kind keeps of the rules: only what it has. */
export function rulesOf(
  kind: ActivityKind,
  { perMember, opensBy, useLinks }: Omit<ActivityRules, "kind">,
): ActivityRules {
  return kind === "claim_page" ? { kind, perMember, opensBy, useLinks } : { kind, perMember };
}

/** The word of a claim page: a pool that opens without one. No password is ever empty, so nobody types it elsewhere. */
export const NO_PASSWORD = "";

/** How often a wrong password may be tried (A3, S-14). Times in minutes. */
export const WRONG_TRY_LIMITS = {
  memberPerWindow: { limit: 5, minutes: 1 },
  memberPerDay: { limit: 30, minutes: 24 * 60 },
  address: { limit: 20, minutes: 1 },
  activity: { limit: 2000, minutes: 10 },
} as const;

export const MAX_PASSWORDS = 5;

const limit = z.int().min(1).max(1_000_000).nullable().default(null);

const instant = z.iso
  .datetime({ offset: true })
  .refine((text) => isOrdinary(new Date(text)), { message: "year_out_of_range" });

const prizeSchema = z.strictObject({
  couponId: z.string().startsWith("cpn_").max(40),
  quantity: z.int().min(1).max(99).default(1),
});

const passwordSchema = z.strictObject({
  /** As the merchant typed it; compared by rules/password.ts. */
  password: z.string().max(200),
  inventory: z.int().min(1).max(100_000_000),
  prizes: z
    .array(prizeSchema)
    .min(1)
    .max(20)
    .refine((prizes) => new Set(prizes.map((prize) => prize.couponId)).size === prizes.length, {
      message: "coupon_twice",
    }),
});

/** What a claim page adds to the rules; other kinds leave it as it is. */
const claimPageRules = {
  opensBy: z.enum(["press", "open"]).default("press"),
  useLinks: z.record(z.string().startsWith("cpn_").max(40), linkSchema).default({}),
};

/** The rules part of an activity (api.md): passwords with what each gives; a claim page has one row without a word. */
export const codeRedemptionRulesSchema = z.strictObject({
  passwords: z.array(passwordSchema).min(1).max(MAX_PASSWORDS),
  perMember: limit,
  ...claimPageRules,
});

type OfKind = { kind: ActivityKind; rules: { passwords: readonly { password: string }[] } };

/** What a kind asks of its passwords: each has a word, or, on a claim page, there is one row and it has none. */
export function checkKind({ kind, rules }: OfKind, ctx: z.RefinementCtx): void {
  for (const [at, { password }] of rules.passwords.entries()) {
    const path = ["rules", "passwords", at, "password"];
    if (kind === "code_redemption" && password === "") {
      ctx.addIssue({
        code: "too_small",
        origin: "string",
        minimum: 1,
        inclusive: true,
        input: password,
        path,
      });
    }
    if (kind === "claim_page" && (password !== NO_PASSWORD || at > 0)) {
      ctx.addIssue({ code: "custom", message: "no_passwords_here", path });
    }
  }
}

/** The words of an activity that members read, and how many characters each may have in any language. */
export const activityTexts = {
  name: 60,
  description: 500,
  rulesText: 5000,
  shareTitle: 30,
  shareSubtitle: 60,
} as const;
export type ActivityText = keyof typeof activityTexts;

/** An activity as a person or the API writes it: api.md's `POST /activities`. */
export const activityInputSchema = z
  .strictObject({
    kind: z.enum(activityKinds),
    name: z.string().trim().min(1).max(activityTexts.name),
    code: z
      .string()
      .trim()
      .regex(/^[\p{L}\p{N}][\p{L}\p{N}_-]{1,39}$/u),
    timeZone: z.string().max(64),
    startsAt: instant,
    endsAt: instant,
    description: z.string().trim().max(activityTexts.description).default(""),
    /** At the top of its page; null = none. */
    heroImage: imageSchema.nullable().default(null),
    rulesText: z.string().trim().max(activityTexts.rulesText).default(""),
    /** Its words in other languages, those of the shared link among them. */
    translations: translationsSchema(activityTexts).default({}),
    rules: codeRedemptionRulesSchema,
    audience: audienceSchema.default({ type: "all" }),
    limits: z
      .strictObject({ perMember: limit, perMemberPerDay: limit, total: limit })
      .refine((l) => l.perMember === null || l.perMemberPerDay === null || l.perMemberPerDay <= l.perMember, {
        path: ["perMemberPerDay"],
        message: "daily_above_total",
      })
      .default({ perMember: null, perMemberPerDay: null, total: null }),
    sharing: z
      .strictObject({
        allowed: z.boolean().default(true),
        title: z.string().trim().max(activityTexts.shareTitle).default(""),
        subtitle: z.string().trim().max(activityTexts.shareSubtitle).default(""),
        /** The card's picture; null = one is made of the words. */
        image: imageSchema.nullable().default(null),
      })
      .default({ allowed: true, title: "", subtitle: "", image: null }),
  })
  .refine((a) => Date.parse(a.startsAt) < Date.parse(a.endsAt), {
    path: ["endsAt"],
    message: "end_before_start",
  })
  .superRefine(checkKind);
export type ActivityInput = z.output<typeof activityInputSchema>;

/** An activity's status, computed from its marks and the time (A12); words of api.md. */
export const activityStatuses = ["draft", "not_started", "running", "paused", "ended", "archived"] as const;
export type ActivityStatus = (typeof activityStatuses)[number];

/** A password row of an edit: one that exists is named by its pool, and its inventory grows by "add stock" only. */
const passwordEditSchema = z.union([
  z.strictObject({
    poolId: z.string().startsWith("pol_").max(40),
    ...passwordSchema.omit({ inventory: true }).shape,
  }),
  passwordSchema,
]);

const { rules: _rules, kind: _kind, ...editable } = activityInputSchema.shape;

/** An activity as an edit writes it. */
export const activityEditSchema = z
  .strictObject({
    ...editable,
    rules: z.strictObject({
      passwords: z.array(passwordEditSchema).min(1).max(MAX_PASSWORDS),
      perMember: limit,
      ...claimPageRules,
    }),
  })
  .refine((a) => Date.parse(a.startsAt) < Date.parse(a.endsAt), {
    path: ["endsAt"],
    message: "end_before_start",
  });
export type ActivityEdit = z.output<typeof activityEditSchema>;

const typed = z.object({ activityId: z.string(), requestId: z.string(), password: z.string() });

/** A signed-out visitor's password: kept in their browser, not looked at, until they have signed in (A3). */
export const keptClaimCookie = { name: "claim", schema: typed, seconds: 30 * 60 } as const;

/** Why a kept claim was refused after signing in: shown once on the activity's page, with what was typed. */
export const claimAnswerCookie = {
  name: "claim-answer",
  schema: typed.extend({
    code: z.string(),
    params: z.record(z.string(), z.union([z.string(), z.number(), z.null()])).optional(),
  }),
  seconds: 60,
} as const;

export const activitySorts = ["created", "name", "start"] as const;

const activityChoices = z.strictObject({
  statuses: z.array(z.enum(activityStatuses)).max(20).default([]),
  kinds: z.array(z.enum(activityKinds)).max(20).default([]),
});

/** What the activity list may be narrowed and sorted by; an export takes the same. */
export const activityFilterSchema = activityChoices.extend({
  q: z.string().max(200).default(""),
  /** Those of which one of these is true are left out. */
  without: activityChoices.prefault({}),
  /** These alone; absent = not narrowed by it. */
  ids: z.array(z.string().max(40)).max(200).optional(),
  sort: z.enum(activitySorts).default("created"),
  descending: z.boolean().default(true),
});
export type ActivityFilter = z.output<typeof activityFilterSchema>;

/** What can be done to many activities at once, and what the job that does it is told. */
export const activityBulkSchema = z.enum(["pause", "resume", "archive", "restore"]);
export const activityJobSchema = eachJobInput(activityFilterSchema, { change: activityBulkSchema });

/** Whose participants, found by whole phone, name or nickname; `phone` is `q` in E.164 where it is one. */
export const participantFilterSchema = z.strictObject({
  activityId: z.string().startsWith("act_").max(40),
  q: z.string().max(200).default(""),
  phone: z.string().max(20).nullable().default(null),
});
export type ParticipantFilter = z.output<typeof participantFilterSchema>;
