"use server";

import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { ok } from "@/lib/kernel/result";
import { joinMerchant as join, acceptInvite as takeInvite } from "@/lib/merchants/accept-invite";
import { changePassword as setPassword } from "@/lib/merchants/change-password";
import {
  dropTwoFactor as dropFactor,
  renewRecoveryCodes as renewCodes,
} from "@/lib/merchants/change-two-factor";
import { endOtherSessions as endOthers, endSession } from "@/lib/merchants/end-session";
import { enrolTwoFactor as enrol } from "@/lib/merchants/enrol-two-factor";
import { enterConsole } from "@/lib/merchants/enter-console";
import { finishSignIn as finish } from "@/lib/merchants/finish-sign-in";
import { RESET_MINUTES, requestReset } from "@/lib/merchants/request-reset";
import { resetPassword } from "@/lib/merchants/reset-password";
import { savePreferences as keepPreferences } from "@/lib/merchants/save-preferences";
import { emailSchema, preferencesSchema } from "@/lib/merchants/schema";
import { type ActionCall, accountAction, answerForm } from "@/lib/platform/action";
import { staffSession } from "@/lib/platform/auth/gates";
import { freshRecoveryCodes, pendingSignIn } from "@/lib/platform/auth/pending-sign-in";
import { writePreferences } from "@/lib/platform/auth/preference-cookies";
import { writeSessionCookie } from "@/lib/platform/auth/session-cookie";
import { env } from "@/lib/platform/env";
import { type FormAnswer, refusalWords, textOf } from "@/lib/platform/form-answer";
import { goTo } from "@/lib/platform/go-to";
import { requestLocale } from "@/lib/platform/i18n";
import { mailWords } from "@/lib/platform/mail-words";
import { requestFacts } from "@/lib/platform/request";
import { safePath } from "@/lib/platform/safe-path";
import { clearSealedCookie, readSealedCookie, writeSealedCookie } from "@/lib/platform/sealed-cookie";

const codeOf = (form: FormData) => textOf(form, "code").slice(0, 40);
const tokenOf = (form: FormData) => textOf(form, "token").slice(0, 200);
const passwordOf = (form: FormData) => textOf(form, "password").slice(0, 1000);
const onward = (form: FormData) =>
  safePath(textOf(form, "next"), ["/console", "/invite"]) ?? "/sign-in/choose";

async function browser() {
  const { userAgent, requestId, address } = await requestFacts();
  const before = await staffSession();
  const previous = before ? { sessionId: before.sessionId, staffId: before.id } : null;
  return { userAgent, requestId, address, previous };
}

/** The second step of a sign-in. */
export async function finishSignIn(_: FormAnswer, form: FormData): Promise<FormAnswer> {
  const pending = await readSealedCookie(pendingSignIn);
  if (!pending) goTo("/sign-in");
  const t = await getTranslations("auth.code");
  const code = codeOf(form);
  if (!code.trim()) return { errors: { code: t("missing") } };
  return await answerForm(async () => {
    const { staffId, mark, next } = pending;
    const result = await finish({ staffId, mark, code, ...(await browser()) });
    if (!result.ok) return { errors: { code: await refusalWords(result.refusal, "UTC") } };
    await clearSealedCookie(pendingSignIn);
    return await enterConsole({ staffId, sessionId: result.value.sessionId }, next);
  });
}

/** Asks for a link to set a new password; the answer is the same to every address. */
export async function forgotPassword(_: FormAnswer, form: FormData): Promise<FormAnswer> {
  const t = await getTranslations("auth.forgot");
  const values = { email: textOf(form, "email").slice(0, 254) };
  const email = emailSchema.safeParse(values.email);
  if (!email.success) return { errors: { email: t("emailMissing") }, values };
  return await answerForm(async () => {
    const locale = await requestLocale();
    const { address, requestId } = await requestFacts();
    await requestReset({
      email: email.data,
      address,
      requestId,
      words: ({ token, name }) =>
        mailWords(locale, "reset", {
          name,
          email: email.data,
          minutes: RESET_MINUTES,
          link: `${env().BASE_URL}/sign-in/reset/${token}`,
        }),
    });
    return goTo("/sign-in/forgot?sent=1");
  }, values);
}

/** Sets the password of whoever has the link. */
export async function setNewPassword(_: FormAnswer, form: FormData): Promise<FormAnswer> {
  return await answerForm(async () => {
    const asking = await requestFacts();
    const result = await resetPassword({ token: tokenOf(form), password: passwordOf(form), ...asking });
    if (result.ok) return goTo("/sign-in?done=reset");
    const words = await refusalWords(result.refusal, "UTC");
    return result.refusal.code === "reset_over" ? { error: words } : { errors: { password: words } };
  });
}

/** Makes an account out of an invite. The password is never given back. */
export async function acceptInvite(_: FormAnswer, form: FormData): Promise<FormAnswer> {
  const t = await getTranslations("auth.invite");
  const name = textOf(form, "name").trim().slice(0, 60);
  const values = { name };
  if (!name) return { errors: { name: t("nameMissing") }, values };
  return await answerForm(async () => {
    const result = await takeInvite({
      token: tokenOf(form),
      name,
      password: passwordOf(form),
      ...(await browser()),
    });
    if (result.ok) return await enterConsole(result.value, "");
    const words = await refusalWords(result.refusal, "UTC");
    return result.refusal.code.startsWith("password_")
      ? { errors: { password: words }, values }
      : { error: words, values };
  }, values);
}

/** Takes up an invite with the account that is signed in. */
export async function joinMerchant(_: FormAnswer, form: FormData): Promise<FormAnswer> {
  const session = await staffSession();
  const token = tokenOf(form);
  if (!session) goTo(`/sign-in?next=${encodeURIComponent(`/invite/${token}`)}`);
  return await answerForm(async () => {
    const result = await join({ token, staffId: session.id, ...(await browser()) });
    if (!result.ok) return { error: await refusalWords(result.refusal, "UTC") };
    return await enterConsole({ staffId: session.id, sessionId: result.value.sessionId }, "");
  });
}

/** Sets up two-factor sign-in. */
export async function enrolTwoFactor(_: FormAnswer, form: FormData): Promise<FormAnswer> {
  const session = await staffSession();
  if (!session) goTo("/sign-in");
  return await answerForm(async () => {
    const { id: staffId, sessionId } = session;
    const result = await enrol({
      staffId,
      sessionId,
      code: codeOf(form),
      ...(await browser()),
      previous: null,
    });
    if (!result.ok) return { errors: { code: await refusalWords(result.refusal, "UTC") } };
    await writeSessionCookie("staff", null, result.value.sessionId);
    return await showCodes(result.value.recoveryCodes, form);
  });
}

async function showCodes(codes: string[], form: FormData): Promise<never> {
  await writeSealedCookie(freshRecoveryCodes, { codes, next: onward(form) });
  goTo("/sign-in/two-factor/codes");
}

/** Makes new recovery codes, for who shows a code. */
export async function renewRecoveryCodes(_: FormAnswer, form: FormData): Promise<FormAnswer> {
  const session = await staffSession();
  if (!session) goTo("/sign-in");
  return await answerForm(async () => {
    const asking = await requestFacts();
    const result = await renewCodes({ ...asking, staffId: session.id, code: codeOf(form) });
    if (!result.ok) return { errors: { code: await refusalWords(result.refusal, "UTC") } };
    return await showCodes(result.value.recoveryCodes, form);
  });
}

/** Takes two-factor sign-in away, for who shows a code. */
export async function dropTwoFactor(_: FormAnswer, form: FormData): Promise<FormAnswer> {
  const session = await staffSession();
  if (!session) goTo("/sign-in");
  return await answerForm(async () => {
    const asking = await requestFacts();
    const result = await dropFactor({ ...asking, staffId: session.id, code: codeOf(form) });
    if (!result.ok) return { errors: { code: await refusalWords(result.refusal, "UTC") } };
    return goTo(onward(form));
  });
}

/** The recovery codes are kept somewhere: the browser forgets them. */
export async function keptRecoveryCodes(): Promise<void> {
  const fresh = await readSealedCookie(freshRecoveryCodes);
  await clearSealedCookie(freshRecoveryCodes);
  goTo(safePath(fresh?.next, ["/console", "/invite"]) ?? "/sign-in/choose");
}

const requestId = z.string().min(8).max(64);
const password = z.string().min(1).max(1000);

const changePasswordAction = accountAction(
  { input: z.strictObject({ requestId, current: password, next: password }) },
  async ({ session, input }) => {
    const { current, next } = input;
    const result = await setPassword({ staffId: session.id, current, next, ...(await browser()) });
    if (!result.ok) return result;
    await writeSessionCookie("staff", null, result.value.sessionId);
    return ok(null);
  },
);
export async function changePassword(call: ActionCall) {
  return await changePasswordAction(call);
}

const endOwnSessionAction = accountAction(
  { input: z.strictObject({ requestId, sessionId: z.string().startsWith("ses_").max(40) }) },
  async ({ session, input }) => {
    const asking = await requestFacts();
    await endSession({ ...asking, staffId: session.id, sessionId: input.sessionId, everywhere: false });
    return ok(null);
  },
);
export async function endOwnSession(call: ActionCall) {
  return await endOwnSessionAction(call);
}

const endOtherSessionsAction = accountAction(
  { input: z.strictObject({ requestId }) },
  async ({ session }) => {
    const { id: staffId, sessionId } = session;
    return ok({ ended: await endOthers({ ...(await requestFacts()), staffId, sessionId }) });
  },
);
export async function endOtherSessions(call: ActionCall) {
  return await endOtherSessionsAction(call);
}

const savePreferencesAction = accountAction(
  { input: z.strictObject({ requestId, preferences: preferencesSchema }) },
  async ({ session, input }) => {
    const asking = await requestFacts();
    const { preferences } = input;
    const result = await keepPreferences({ ...asking, staffId: session.id, preferences });
    if (result.ok) await writePreferences(preferences);
    return result;
  },
);
export async function savePreferences(call: ActionCall) {
  return await savePreferencesAction(call);
}
