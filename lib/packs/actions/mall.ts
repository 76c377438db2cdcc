"use server";

import { AppError } from "@/lib/kernel/app-error";
import type { Result } from "@/lib/kernel/result";
import { askPackRefund, withdrawPackRefund } from "@/lib/packs/ask-pack-refund";
import { buyPack as buy } from "@/lib/packs/buy-pack";
import { cancelPurchase } from "@/lib/packs/cancel-purchase";
import { startPackPayment } from "@/lib/packs/pay-purchase";
import { packId as packIdSchema, purchaseId as purchaseIdSchema, reasonSchema } from "@/lib/packs/schema";
import { answerForm } from "@/lib/platform/action";
import { requireVisitor } from "@/lib/platform/auth/member-gates";
import type { Scope } from "@/lib/platform/auth/scope";
import { type FormAnswer, refusalWords, textOf } from "@/lib/platform/form-answer";
import { goTo } from "@/lib/platform/go-to";

const query = (pairs: Readonly<Record<string, string>>) => new URLSearchParams(pairs).toString();

/** Where the purchase is paid, or why not; from there the payer comes back to the purchase's page. */
async function payAt(form: FormData, scope: Scope, slug: string, purchaseId: string) {
  const returnPath = `/m/${slug}/packs/mine/${purchaseId}?said=paying`;
  // In the payer's words: what they pay for.
  const description = textOf(form, "description").slice(0, 120);
  return await startPackPayment(scope, { purchaseId, description, returnPath });
}

/** Buys a pack: holds one, and leads to where it is paid. What cannot be bought leads back to its page, where the reason stands. */
export async function buyPack(form: FormData): Promise<void> {
  const { error } = await answerForm(async () => {
    const { scope, merchant, member } = await requireVisitor(textOf(form, "merchant"));
    const parsed = packIdSchema.safeParse(textOf(form, "pack"));
    if (!parsed.success) throw new AppError("not_found");
    const home = `/m/${merchant.slug}`;
    const page = `${home}/packs/${parsed.data}`;
    if (!member) goTo(`${home}/login?${query({ next: page })}`);
    const requestId = textOf(form, "requestId").slice(0, 64);
    const bought = await buy(scope, { requestId, packId: parsed.data, memberId: member.id, channel: "mall" });
    if (!bought.ok) goTo(`${page}?${query({ refused: bought.refusal.code })}`);
    const own = `${home}/packs/mine/${bought.value.id}`;
    const started = await payAt(form, scope, merchant.slug, bought.value.id);
    goTo(started.ok ? started.value.url : `${own}?${query({ refused: started.refusal.code })}`);
  });
  const [merchant, pack] = [textOf(form, "merchant"), textOf(form, "pack")].map(encodeURIComponent);
  if (error) goTo(`/m/${merchant}/packs/${pack}?refused=busy`);
}

type Own = {
  readonly scope: Scope;
  readonly slug: string;
  readonly purchaseId: string;
  readonly requestId: string;
};

/** Does something with the member's own purchase and leads back to it; what is refused is said in place. */
async function withOwn(form: FormData, said: string, work: (own: Own) => Promise<Result<unknown>>) {
  return await answerForm(async () => {
    const { scope, merchant, member } = await requireVisitor(textOf(form, "merchant"));
    const parsed = purchaseIdSchema.safeParse(textOf(form, "purchase"));
    if (!parsed.success) throw new AppError("not_found");
    const { slug } = merchant;
    const page = `/m/${slug}/packs/mine/${parsed.data}`;
    if (!member) goTo(`/m/${slug}/login?${query({ next: page })}`);
    const requestId = textOf(form, "requestId").slice(0, 64);
    const result = await work({ scope, slug, purchaseId: parsed.data, requestId });
    if (!result.ok) return { error: await refusalWords(result.refusal, merchant.timeZone) };
    goTo(`${page}?${query({ said })}`);
  });
}

/** As `withOwn` for a form without fields: what is refused is said by the page it leads back to. */
async function orBack(form: FormData, said: string, work: (own: Own) => Promise<Result<unknown>>) {
  let code = "busy";
  const { error } = await withOwn(form, said, async (own) => {
    const result = await work(own);
    if (!result.ok) code = result.refusal.code;
    return result;
  });
  const [merchant, purchase] = [textOf(form, "merchant"), textOf(form, "purchase")].map(encodeURIComponent);
  if (error) goTo(`/m/${merchant}/packs/mine/${purchase}?${query({ refused: code })}`);
}

/** Leads to where a pack that is held is paid. */
export async function payOwnPack(form: FormData): Promise<void> {
  await orBack(form, "paying", async ({ scope, slug, purchaseId }) => {
    const started = await payAt(form, scope, slug, purchaseId);
    return started.ok ? goTo(started.value.url) : started;
  });
}

/** A member gives an unpaid pack up. */
export async function cancelOwnPack(form: FormData): Promise<void> {
  await orBack(form, "cancelled", ({ scope, purchaseId, requestId }) =>
    cancelPurchase(scope, { requestId, purchaseId }),
  );
}

/** A member asks for their money back. */
export async function askOwnPackRefund(_: FormAnswer, form: FormData): Promise<FormAnswer> {
  const values = { reason: textOf(form, "reason").slice(0, 500) };
  const reason = reasonSchema.safeParse(values.reason);
  if (!reason.success) {
    return { errors: { reason: await refusalWords({ code: "reason_missing" }, "UTC") }, values };
  }
  const answer = await withOwn(form, "asked", ({ scope, purchaseId, requestId }) =>
    askPackRefund(scope, { requestId, purchaseId, reason: reason.data }),
  );
  return { ...answer, values };
}

/** A member takes their open request back. */
export async function withdrawOwnPackRefund(form: FormData): Promise<void> {
  await orBack(form, "withdrawn", ({ scope, purchaseId, requestId }) =>
    withdrawPackRefund(scope, { requestId, purchaseId }),
  );
}
