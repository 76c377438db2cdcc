import { z } from "zod";
import { twins } from "@/components/activities/password-words";
import { translationsForm } from "@/components/ui/translations-form";
import { normalisePassword } from "@/lib/activities/rules/password";
import { type ActivityKind, type ActivityText, activityInputSchema } from "@/lib/activities/schema";
import type { ImageRef } from "@/lib/kernel/image";
import type { Language } from "@/lib/kernel/language";
import { toInstant } from "@/lib/kernel/time";
import { type Audience, namesNobody } from "@/lib/members/schema/audience";

export type PrizeValue = { couponId: string; quantity: number | null };
export type PasswordValue = {
  /** Null while the password is not saved yet. */
  poolId: string | null;
  password: string;
  inventory: number | null;
  issued: number;
  prizes: PrizeValue[];
};

/** Each text that members read, by the name of its field in the main language. */
export const activityTextFields = {
  name: "name",
  description: "description",
  rulesText: "rulesText",
  shareTitle: "sharing.title",
  shareSubtitle: "sharing.subtitle",
} as const satisfies Record<ActivityText, string>;
export const activityTextNames = ["name", "description", "rulesText", "shareTitle", "shareSubtitle"] as const;

/** What the form holds: the shape of activityInputSchema, with wall-clock times and fields that may still be empty. */
export type ActivityFormValues = {
  kind: ActivityKind;
  name: string;
  code: string;
  timeZone: string;
  startsAt: string | null;
  endsAt: string | null;
  description: string;
  rulesText: string;
  translations: Record<Language, Record<ActivityText, string>>;
  rules: {
    passwords: PasswordValue[];
    perMember: number | null;
    /** Claim page. */
    opensBy?: "press" | "open";
    /** Claim page: where "use now" of each coupon leads; empty = to the coupon. */
    useLinks?: Record<string, string>;
  };
  audience: Audience;
  limits: { perMember: number | null; perMemberPerDay: number | null; total: number | null };
  heroImage: ImageRef | null;
  sharing: { allowed: boolean; title: string; subtitle: string; image: ImageRef | null };
  publish: boolean;
};

export const newPassword = (): PasswordValue => ({
  poolId: null,
  password: "",
  inventory: 100,
  issued: 0,
  prizes: [],
});

export function emptyActivity(kind: ActivityKind, timeZone: string): ActivityFormValues {
  return {
    kind,
    name: "",
    code: "",
    timeZone,
    startsAt: null,
    endsAt: null,
    description: "",
    rulesText: "",
    translations: translationsForm(activityTextNames),
    rules: { passwords: [newPassword()], perMember: 1, opensBy: "press", useLinks: {} },
    audience: { type: "all" },
    limits: { perMember: null, perMemberPerDay: null, total: null },
    heroImage: null,
    sharing: { allowed: true, title: "", subtitle: "", image: null },
    publish: true,
  };
}

/** A wall-clock time of the form as an instant; null when there is none, or no such zone. */
export function instantOf(local: string | null, timeZone: string): Date | null {
  if (!local) return null;
  try {
    return toInstant(local, timeZone);
  } catch {
    return null;
  }
}

/** The addresses of "use now" that were given, of coupons that are still chosen. */
function linksOf({ passwords, useLinks = {} }: ActivityFormValues["rules"]): Record<string, string> {
  const chosen = new Set(passwords.flatMap(({ prizes }) => prizes.map(({ couponId }) => couponId)));
  return Object.fromEntries(Object.entries(useLinks).filter(([id, href]) => href && chosen.has(id)));
}

/** The values as api.md's activity; what is missing is null, for the schema to complain about. */
export function toActivity(values: ActivityFormValues) {
  const { publish: _, startsAt, endsAt, rules, ...rest } = values;
  return {
    ...rest,
    startsAt: instantOf(startsAt, values.timeZone)?.toISOString() ?? null,
    endsAt: instantOf(endsAt, values.timeZone)?.toISOString() ?? null,
    rules: {
      perMember: rules.perMember,
      ...(values.kind === "claim_page" ? { opensBy: rules.opensBy, useLinks: linksOf(rules) } : {}),
      passwords: rules.passwords.map(({ password, inventory, prizes }) => ({ password, inventory, prizes })),
    },
  };
}

/** The values as an edit: pools that exist are named, and their inventory is not sent, since it only grows by "add stock". */
export function toEdit(values: ActivityFormValues) {
  const { kind: _, rules, ...rest } = toActivity(values);
  const passwords = rules.passwords.map((row, at) => {
    const poolId = values.rules.passwords[at]?.poolId;
    return poolId ? { poolId, password: row.password, prizes: row.prizes } : row;
  });
  return { ...rest, rules: { ...rules, passwords } };
}

/** The form is right when the activity it stands for is: one schema for the console and the API, the same paths. */
export const activityFormSchema = z.custom<ActivityFormValues>(Boolean).superRefine((values, ctx) => {
  const parsed = activityInputSchema.safeParse(toActivity(values), { reportInput: true });
  for (const issue of parsed.error?.issues ?? []) {
    if (issue.path.join(".") !== "code") ctx.addIssue({ ...issue });
    else
      ctx.addIssue({
        code: "custom",
        path: ["code"],
        message: values.code.trim() ? "code_form" : "required",
      });
  }
  if (namesNobody(values.audience)) {
    ctx.addIssue({ code: "custom", path: ["audience"], message: "audience_nobody" });
  }
  if (values.kind === "claim_page") return;
  for (const { position, twin } of twins(values.rules.passwords)) {
    const path = ["rules", "passwords", position, "password"];
    ctx.addIssue({ code: "custom", path, message: "password_alike", params: { other: twin + 1 } });
  }
  for (const [position, { password }] of values.rules.passwords.entries()) {
    if (password === "" || normalisePassword(password) !== "") continue;
    ctx.addIssue({
      code: "custom",
      path: ["rules", "passwords", position, "password"],
      message: "password_blank",
    });
  }
});
