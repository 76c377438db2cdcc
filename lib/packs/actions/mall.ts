"use server";

import { AppError } from "@/lib/kernel/app-error";
import type { Result } from "@/lib/kernel/result";
import { askPackRefund, withdrawPackRefund } from "@/lib/packs/ask-pack-refund";
import { beginPurchase } from "@/lib/packs/begin-purchase";
import { cancelPurchase } from "@/lib/packs/cancel-purchase";
import { startPackPayment } from "@/lib/packs/pay-purchase";
import {
  keptPurchaseCookie,
  keptPurchaseSchema,
  packPagePath,
  purchaseId as purchaseIdSchema,
  reasonSchema,
} from "@/lib/packs/schema";
import { answerForm } from "@/lib/platform/action";
import { requireVisitor } from "@/lib/platform/auth/member-gates";
import type { Scope } from "@/lib/platform/auth/scope";
import { type FormAnswer, refusalWords, textOf } from "@/lib/platform/form-answer";
import { goTo } from "@/lib/platform/go-to";
import { writeSealedCookie } from "@/lib/platform/sealed-cookie";

const query = (pairs: Readonly<Record<string, string>>) => new URLSearchParams(pairs).toString();

/** Where the purchase is paid, or why not; from there the payer comes back to the purchase's page. */
async function payAt(scope: Scope, slug: string, purchaseId: string) {
  const cancelPath = `/m/${slug}/packs/mine/${purchaseId}`;
  const returnPath = `${cancelPath}?said=paying`;
  return await startPackPayment(scope, { purchaseId, returnPath, cancelPath });
}

/**
 * Buys a pack: holds one, and leads to where it is paid. What cannot be bought leads back to its page, where the reason
 * stands. Whoever is not signed in signs in first; the purchase then goes on by itself (`verifyCode`).
 */
export async function buyPack(form: FormData): Promise<void> {
  const { error } = await answerForm(async () => {
    const { scope, merchant, member } = await requireVisitor(textOf(form, "merchant"));
    const { slug } = merchant;
    const version = textOf(form, "version");
    const parsed = keptPurchaseSchema.safeParse({
      packId: textOf(form, "pack"),
      requestId: textOf(form, "requestId").slice(0, 64),
      // A page from before it was asked for says nothing.
      seen:
        version === ""
          ? undefined
          : { contentsVersion: Number(version), priceMinor: Number(textOf(form, "price")) },
    });
    if (!parsed.success) throw new AppError("not_found");
    if (!member) {
      await writeSealedCookie(keptPurchaseCookie, parsed.data);
      goTo(`/m/${slug}/login?${query({ next: packPagePath(slug, parsed.data.packId) })}`);
    }
    goTo(await beginPurchase(scope, { ...parsed.data, memberId: member.id, slug }));
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
    const started = await payAt(scope, slug, purchaseId);
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
