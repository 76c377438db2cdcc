"use server";

import { randomUUID } from "node:crypto";
import { getTranslations } from "next-intl/server";
import { AppError } from "@/lib/kernel/app-error";
import type { Refusal } from "@/lib/kernel/result";
import { answerForm } from "@/lib/platform/action";
import { giftToken } from "@/lib/platform/auth/gift-place";
import { requireGift, requireVisitor } from "@/lib/platform/auth/member-gates";
import { digest } from "@/lib/platform/crypto";
import { type FormAnswer, refusalWords, textOf } from "@/lib/platform/form-answer";
import { goTo } from "@/lib/platform/go-to";
import { writeSealedCookie } from "@/lib/platform/sealed-cookie";
import { acceptGift as accept } from "@/lib/vouchers/accept-gift";
import { offerGift as offer } from "@/lib/vouchers/offer-gift";
import { getLastGift, getOffer } from "@/lib/vouchers/queries/gifts";
import { GIFT_MESSAGE } from "@/lib/vouchers/rules/gift";
import { giftPath, keptGiftCookie } from "@/lib/vouchers/schema";
import { declineGift as decline, withdrawGift as withdraw } from "@/lib/vouchers/withdraw-gift";

const requestIdOf = (form: FormData, what: string) =>
  digest(`${textOf(form, "requestId").slice(0, 64)}:${what}`);

/** Why not, to the member whom it is about. */
async function words(refusal: Refusal, timeZone: string): Promise<string> {
  if (refusal.code !== "blocked") return await refusalWords(refusal, timeZone);
  const t = await getTranslations("member.gift");
  return t("blocked");
}

/** A member offers a voucher to a friend; the page then has the link. Signed out meanwhile, they sign in and come back. */
export async function offerGift(_: FormAnswer, form: FormData): Promise<FormAnswer> {
  const message = textOf(form, "message").replace(/\s+/g, " ").trim();
  const values = { message: message.slice(0, 2 * GIFT_MESSAGE) };
  return await answerForm(async () => {
    const { scope, merchant, member } = await requireVisitor(textOf(form, "merchant"));
    const voucherId = textOf(form, "voucher").slice(0, 64);
    const page = `/m/${merchant.slug}/coupons/${encodeURIComponent(voucherId)}/gift`;
    if (!member) goTo(`/m/${merchant.slug}/login?${new URLSearchParams({ next: page })}`);
    if (message.length > GIFT_MESSAGE) {
      const t = await getTranslations("member.gift");
      return { errors: { message: t("messageLong", { most: GIFT_MESSAGE }) }, values };
    }
    // A form out of the browser's history, of what a friend took since: what became of it is told by its own page.
    const last = await getLastGift(scope, voucherId);
    if (last?.status === "taken") goTo(giftPath(giftToken(last.id)));
    const requestId = requestIdOf(form, `${voucherId}:${message}`);
    let made = await offer(scope, { requestId, voucherId, message });
    // Such a form is otherwise answered with the gift that it made once: what came back since is offered anew.
    if (made.ok && !(await getOffer(scope, voucherId)))
      made = await offer(scope, { requestId: randomUUID(), voucherId, message });
    if (made.ok) goTo(page);
    return { error: await words(made.refusal, merchant.timeZone), values };
  }, values);
}

/** A member takes back what they offered. */
export async function withdrawGift(_: FormAnswer, form: FormData): Promise<FormAnswer> {
  return await answerForm(async () => {
    const { scope, merchant, member } = await requireVisitor(textOf(form, "merchant"));
    const voucherId = textOf(form, "voucher").slice(0, 64);
    const page = `/m/${merchant.slug}/coupons/${encodeURIComponent(voucherId)}`;
    if (!member) goTo(`/m/${merchant.slug}/login?${new URLSearchParams({ next: `${page}/gift` })}`);
    const waiting = await getOffer(scope, voucherId);
    if (!waiting) {
      // Taken, declined or over meanwhile: what became of it is told by its own page.
      const last = await getLastGift(scope, voucherId);
      goTo(last ? giftPath(giftToken(last.id)) : `${page}/gift`);
    }
    const back = await withdraw(scope, { requestId: requestIdOf(form, waiting.id), giftId: waiting.id });
    if (back.ok) goTo(page);
    return { error: await words(back.refusal, merchant.timeZone) };
  });
}

/** Whoever has the link takes the gift. Signed out, they sign in first; it is then taken by itself (`verifyCode`). */
export async function acceptGift(_: FormAnswer, form: FormData): Promise<FormAnswer> {
  return await answerForm(async () => {
    const { scope, merchant, member, giftId, page, token } = await giftOf(form);
    const requestId = requestIdOf(form, giftId);
    if (!member) {
      await writeSealedCookie(keptGiftCookie, { token, giftId, requestId });
      goTo(`/m/${merchant.slug}/login?${new URLSearchParams({ next: page })}`);
    }
    const taken = await accept(scope, { requestId, giftId });
    if (taken.ok) goTo(`/m/${merchant.slug}/coupons/${taken.value.voucherId}?claimed=1`);
    return { error: await words(taken.refusal, merchant.timeZone) };
  });
}

/** Whoever has the link says no to the gift: it is its giver's again. */
export async function declineGift(_: FormAnswer, form: FormData): Promise<FormAnswer> {
  return await answerForm(async () => {
    const { scope, merchant, member, giftId, page } = await giftOf(form);
    if (!member) goTo(`/m/${merchant.slug}/login?${new URLSearchParams({ next: page })}`);
    const refused = await decline(scope, { requestId: requestIdOf(form, giftId), giftId });
    if (refused.ok) goTo(page);
    return { error: await words(refused.refusal, merchant.timeZone) };
  });
}

async function giftOf(form: FormData) {
  const token = textOf(form, "token").slice(0, 200);
  const access = await requireGift(token);
  if (!access) throw new AppError("not_found");
  return { ...access, page: giftPath(token), token };
}
