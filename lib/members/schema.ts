import { z } from "zod";
import { isLocalDate } from "@/lib/kernel/time";

const ids = (prefix: string) => z.array(z.string().startsWith(`${prefix}_`).max(40)).max(500);

/** Members an audience names: any id in any list lets a member in (pricing.md section 3). */
const matchAudience = z.strictObject({
  type: z.literal("match"),
  planIds: ids("pln").default([]),
  tierIds: ids("tir").default([]),
  groupIds: ids("grp").default([]),
  tagIds: ids("tag").default([]),
  memberIds: ids("mbr").default([]),
});

/** For whom something is: one shape in coupons, activities and everywhere else (M5). */
export const audienceSchema = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("all") }),
  z.strictObject({ type: z.literal("new") }),
  z.strictObject({ type: z.literal("existing") }),
  matchAudience,
]);
export type Audience = z.output<typeof audienceSchema>;

/** Whether an audience of kind `match` names anybody at all; an empty one would let nobody in. */
export function namesNobody(audience: Audience): boolean {
  if (audience.type !== "match") return false;
  const { planIds, tierIds, groupIds, tagIds, memberIds } = audience;
  return [planIds, tierIds, groupIds, tagIds, memberIds].every((list) => list.length === 0);
}

/** The rule of a rule group; asked anew each time. Days are whole days before now; amounts in the merchant's currency. */
export const groupRuleSchema = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("registered_within"), days: z.int().min(1).max(3650) }),
  z.strictObject({ type: z.literal("birthday_month") }),
  z.strictObject({ type: z.literal("first_order_done") }),
  z.strictObject({ type: z.literal("tagged"), tagId: z.string().startsWith("tag_") }),
  z.strictObject({ type: z.literal("in_tier"), tierId: z.string().startsWith("tir_") }),
]);
export type GroupRule = z.output<typeof groupRuleSchema>;

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

/** A member as the API tells of them, contact data whole. */
export type MemberProfile = {
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
