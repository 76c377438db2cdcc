"use server";

import { AppError } from "@/lib/kernel/app-error";
import type { Result } from "@/lib/kernel/result";
import { askRefund, withdrawRefund } from "@/lib/orders/ask-refund";
import { cancelOrder } from "@/lib/orders/change-order";
import { dropPacks } from "@/lib/orders/drop-packs";
import { askRefundSchema, orderId as orderIdSchema } from "@/lib/orders/schema";
import { startPayment } from "@/lib/orders/start-payment";
import { answerForm } from "@/lib/platform/action";
import { requireVisitor } from "@/lib/platform/auth/member-gates";
import type { Scope } from "@/lib/platform/auth/scope";
import { type FormAnswer, refusalWords, textOf } from "@/lib/platform/form-answer";
import { goTo } from "@/lib/platform/go-to";

type Own = {
  readonly scope: Scope;
  /** The order's own page. */
  readonly page: string;
  readonly orderId: string;
  readonly requestId: string;
};

/** Does something with the member's own order and leads back to it; what is refused is said in place. */
async function withOwn(form: FormData, said: string, work: (own: Own) => Promise<Result<unknown>>) {
  return await answerForm(async () => {
    const { scope, merchant, member } = await requireVisitor(textOf(form, "merchant"));
    const parsed = orderIdSchema.safeParse(textOf(form, "order"));
    if (!parsed.success) throw new AppError("not_found");
    const page = `/m/${merchant.slug}/orders/${parsed.data}`;
    if (!member) goTo(`/m/${merchant.slug}/login?${new URLSearchParams({ next: page })}`);
    const requestId = textOf(form, "requestId").slice(0, 64);
    const result = await work({ scope, page, orderId: parsed.data, requestId });
    if (!result.ok) return { error: await refusalWords(result.refusal, merchant.timeZone) };
    goTo(`${page}?said=${said}`);
  });
}

/** As `withOwn` for a form without fields: what is refused is said by the page it leads back to. */
async function orBack(
  form: FormData,
  said: string,
  work: (own: Own) => Promise<Result<unknown>>,
): Promise<void> {
  let code = "busy";
  const { error } = await withOwn(form, said, async (own) => {
    const result = await work(own);
    if (!result.ok) code = result.refusal.code;
    return result;
  });
  const [merchant, order] = [textOf(form, "merchant"), textOf(form, "order")].map(encodeURIComponent);
  if (error) goTo(`/m/${merchant}/orders/${order}?${new URLSearchParams({ refused: code })}`);
}

/** A member gives up their unpaid order; its coupons come back. */
export async function cancelOwn(form: FormData): Promise<void> {
  await orBack(form, "cancelled", ({ scope, orderId, requestId }) =>
    cancelOrder(scope, { requestId, orderId }),
  );
}

/** A member asks for their money back, for the units they name. */
export async function askOwnRefund(_: FormAnswer, form: FormData): Promise<FormAnswer> {
  const names = [...form.keys()].filter((key) => key.startsWith("line:")).slice(0, 500);
  const chosen = Object.fromEntries(names.map((key) => [key, textOf(form, key).slice(0, 10)]));
  const values = { ...chosen, reason: textOf(form, "reason").slice(0, 500) };
  const lines = Object.entries(chosen).flatMap(([key, text]) => {
    const quantity = Number(text);
    return quantity > 0 ? [{ lineId: key.slice(5), quantity }] : [];
  });
  const words = async (code: string) => ({ errors: { reason: await refusalWords({ code }, "UTC") }, values });
  if (values.reason.trim() === "") return await words("reason_missing");
  const answer = await withOwn(form, "asked", async ({ scope, orderId, requestId }) => {
    const parsed = askRefundSchema.safeParse({ orderId, lines, reason: values.reason });
    if (!parsed.success) return { ok: false, refusal: { code: "nothing_chosen" } };
    return await askRefund(scope, { requestId, ...parsed.data });
  });
  return { ...answer, values };
}

/** Where payers come back to: with word of it when they are done, without when they gave up. */
const pathsOf = (page: string) => ({ returnPath: `${page}?said=paying`, cancelPath: page });

/** Leads to where the order is paid, and from there back to it. */
export async function payOwn(form: FormData): Promise<void> {
  await orBack(form, "paying", async ({ scope, page, orderId }) => {
    const started = await startPayment(scope, { orderId, ...pathsOf(page) });
    return started.ok ? goTo(started.value.url) : started;
  });
}

/** Takes what cannot be had any more off the order, and leads to where the rest is paid. */
export async function payOwnWithoutPacks(form: FormData): Promise<void> {
  await orBack(form, "paying", async ({ scope, page, orderId, requestId }) => {
    const dropped = await dropPacks(scope, { requestId, orderId });
    if (!dropped.ok) return dropped;
    const started = await startPayment(scope, { orderId, ...pathsOf(page) });
    return started.ok ? goTo(started.value.url) : started;
  });
}

/** A member takes their open request for a refund back. */
export async function withdrawOwnRefund(form: FormData): Promise<void> {
  await orBack(form, "withdrawn", ({ scope, orderId, requestId }) =>
    withdrawRefund(scope, { requestId, orderId }),
  );
}
