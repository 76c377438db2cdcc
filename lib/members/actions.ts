"use server";

import { cookies } from "next/headers";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { ok } from "@/lib/kernel/result";
import { endMemberSession } from "@/lib/members/end-member-session";
import { lookUpMember } from "@/lib/members/look-up-member";
import { audienceOptions, countAudience, namedMembers, searchMembers } from "@/lib/members/queries/audience";
import { findMemberByPhone } from "@/lib/members/queries/list";
import { OTP_MINUTES, requestOtp } from "@/lib/members/request-otp";
import { otpCookie, phoneInputSchema } from "@/lib/members/schema";
import { audienceSchema } from "@/lib/members/schema/audience";
import { type ActionCall, answerForm, staffAction } from "@/lib/platform/action";
import { requireMember, requireVisitor, visitorGate } from "@/lib/platform/auth/member-gates";
import { clearSessionCookie, readSessionCookie } from "@/lib/platform/auth/session-cookie";
import { env } from "@/lib/platform/env";
import { type FormAnswer, refusalWords, textOf } from "@/lib/platform/form-answer";
import { goTo } from "@/lib/platform/go-to";
import { locales } from "@/lib/platform/locale";
import { parsePhone } from "@/lib/platform/phone";
import { requestFacts } from "@/lib/platform/request";
import { safePath } from "@/lib/platform/safe-path";
import { readSealedCookie, writeSealedCookie } from "@/lib/platform/sealed-cookie";

/** The first step of a member's sign-in: a phone, to which a code is sent. */
export async function requestCode(_: FormAnswer, form: FormData): Promise<FormAnswer> {
  const merchant = textOf(form, "merchant");
  const values = { country: textOf(form, "country").slice(0, 2), phone: textOf(form, "phone").slice(0, 40) };
  const parsed = phoneInputSchema.safeParse(values);
  const phone = parsed.success ? parsePhone(parsed.data.phone, parsed.data.country) : null;
  if (!phone) {
    const t = await getTranslations("member.login");
    return { errors: { phone: t("phoneInvalid") }, values };
  }
  return await answerForm(async () => {
    const error = await sendCode(merchant, phone);
    if (error) return { error, values };
    goTo(`/m/${encodeURIComponent(merchant)}/login/code?${nextQuery(form)}`);
  });
}

/** Sends another code to the phone of this browser's last one. */
export async function resendCode(_: FormAnswer, form: FormData): Promise<FormAnswer> {
  const merchant = textOf(form, "merchant");
  const kept = await readSealedCookie(otpCookie);
  if (!kept) goTo(`/m/${encodeURIComponent(merchant)}/login?${nextQuery(form)}`);
  return await answerForm(async () => {
    const error = await sendCode(merchant, kept.phone);
    if (error) return { error };
    goTo(`/m/${encodeURIComponent(merchant)}/login/code?sent=again&${nextQuery(form)}`);
  });
}

async function sendCode(merchantSlug: string, phone: string): Promise<string | null> {
  const { scope, merchant } = await requireVisitor(merchantSlug);
  const { address } = await requestFacts();
  const t = await getTranslations("member.login");
  const words = (code: string) => t("message", { code, merchant: merchant.name, minutes: OTP_MINUTES });
  const result = await requestOtp(scope, { phone, address, words });
  if (!result.ok) return await refusalWords(result.refusal, merchant.timeZone);
  await writeSealedCookie(otpCookie, {
    merchantId: merchant.id,
    challengeId: result.value.challengeId,
    phone,
  });
  return null;
}

function nextQuery(form: FormData): string {
  const next = safePath(textOf(form, "next"), ["/a", "/g", "/m"]);
  return next ? new URLSearchParams({ next }).toString() : "";
}

/** Ends the member's sign-in of this browser at one merchant. */
export async function signOutMember(form: FormData): Promise<void> {
  await leave(form, false);
}

/** Ends the member's sign-ins in every browser at one merchant. */
export async function signOutMemberEverywhere(form: FormData): Promise<void> {
  await leave(form, true);
}

async function leave(form: FormData, everywhere: boolean): Promise<never> {
  const slug = textOf(form, "merchant");
  const { merchant, member } = await visitorGate(slug);
  if (member) {
    const { scope } = await requireMember(slug);
    const sessionId = await readSessionCookie("member", merchant.id);
    await endMemberSession(scope, everywhere ? null : sessionId);
  }
  await clearSessionCookie("member", merchant.id);
  goTo(`/m/${merchant.slug}`);
}

/** Remembers the language this browser is answered in, and goes back to where it was chosen. */
export async function chooseLanguage(form: FormData): Promise<void> {
  const locale = locales.find((name) => name === textOf(form, "language"));
  if (locale) {
    const secure = !env().INSECURE_COOKIES;
    (await cookies()).set("locale", locale, { path: "/", maxAge: 31_536_000, sameSite: "lax", secure });
  }
  goTo(safePath(textOf(form, "path"), ["/a", "/g", "/m", "/sign-in"]) ?? "/sign-in");
}

const optionsAction = staffAction(
  {
    capability: "coupon.write",
    input: z.object({ memberIds: z.array(z.string().startsWith("mbr_").max(40)).max(500) }),
  },
  async ({ scope, input }) => {
    const [options, chosen] = await Promise.all([
      audienceOptions(scope),
      namedMembers(scope, input.memberIds),
    ]);
    return ok({ ...options, members: chosen });
  },
);
/** What the audience picker offers, with the names of the members already picked. */
export async function loadAudience(call: ActionCall) {
  return await optionsAction(call);
}

const reachAction = staffAction(
  { capability: "coupon.write", input: z.object({ audience: audienceSchema }) },
  async ({ scope, input }) => ok(await countAudience(scope, input.audience)),
);
/** How many members an audience lets in now. */
export async function reachOfAudience(call: ActionCall) {
  return await reachAction(call);
}

const findAction = staffAction(
  { capability: "coupon.write", input: z.object({ text: z.string().trim().min(1).max(100) }) },
  async ({ scope, input }) => ok(await searchMembers(scope, input.text)),
);
/** Members whose phone, name or nickname is exactly this, for picking them by hand. */
export async function findMembers(call: ActionCall) {
  return await findAction(call);
}

const findMemberAction = staffAction(
  {
    capability: "member.find",
    input: z.strictObject({ requestId: z.string().min(8).max(64), phone: z.string().trim().min(4).max(40) }),
  },
  async ({ scope, input }) => {
    const found = await lookUpMember(scope, () => findMemberByPhone(scope, input.phone));
    return found.ok ? ok({ member: found.value }) : found;
  },
);
/** The counter's way to a member: the whole phone, and no more told than is needed to greet them. */
export async function findMember(call: ActionCall) {
  return await findMemberAction(call);
}
