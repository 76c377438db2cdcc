"use server";

import { getTranslations } from "next-intl/server";
import { enterCode } from "@/lib/codes/enter-code";
import { typedCodeSchema } from "@/lib/codes/schema";
import { chooseToo } from "@/lib/orders/choose-too";
import { placeOwnOrder } from "@/lib/orders/place-own-order";
import { type CheckoutFields, changeCart, isTickedAnew, withFields } from "@/lib/orders/rules/cart-changes";
import {
  ADDRESS_FIELD,
  CART_PACKS,
  cartCookie,
  deviceOf,
  type MemberCart,
  memberCartSchema,
  typedCookie,
  withProduct,
} from "@/lib/orders/rules/member-cart";
import { answerForm } from "@/lib/platform/action";
import { requireVisitor } from "@/lib/platform/auth/member-gates";
import type { Scope } from "@/lib/platform/auth/scope";
import { digest } from "@/lib/platform/crypto";
import { type FormAnswer, refusalWords, textOf } from "@/lib/platform/form-answer";
import { goTo } from "@/lib/platform/go-to";
import { requestFacts } from "@/lib/platform/request";
import { clearSealedCookie, readSealedCookie, writeSealedCookie } from "@/lib/platform/sealed-cookie";

/** Keeps a cart in the browser; one of a shape that we do not make is not kept. */
async function keep(merchantId: string, cart: MemberCart): Promise<void> {
  const parsed = memberCartSchema.safeParse(cart);
  if (parsed.success) await writeSealedCookie(cartCookie(merchantId), parsed.data);
}

/** Does `work`, which leads on; where it could not be done, it leads back, and the page says so. */
async function orBack(form: FormData, page: "menu" | "checkout", work: () => Promise<never>): Promise<void> {
  const { error } = await answerForm(work);
  if (!error) return;
  const slug = encodeURIComponent(textOf(form, "merchant"));
  goTo(page === "menu" ? `/m/${slug}/menu?refused=busy` : checkoutOf(form, slug, "", { refused: "busy" }));
}

const query = (pairs: Readonly<Record<string, string>>) =>
  new URLSearchParams(Object.entries(pairs).filter(([, value]) => value !== "")).toString();

/** The code that stands in the checkout's box; empty = none. */
const codeOf = (form: FormData) => textOf(form, "code").slice(0, 100).trim();

/** The voucher that the checkout's address asked for; empty = none. */
const wishOf = (form: FormData) => textOf(form, "coupon").slice(0, 40);

/** The checkout again, with the voucher that its address asked for, and what there is to say. */
const checkoutOf = (form: FormData, slug: string, part = "", said: Readonly<Record<string, string>> = {}) => {
  const asked = query({ coupon: wishOf(form), ...said });
  return `/m/${slug}/checkout${asked && `?${asked}`}${part && `#${part}`}`;
};

/** One more of a product into the cart; back to where the menu was. */
export async function addToCart(form: FormData): Promise<void> {
  await orBack(form, "menu", async () => {
    const { merchant } = await requireVisitor(textOf(form, "merchant"));
    const [store, product] = [textOf(form, "store").slice(0, 40), textOf(form, "product").slice(0, 40)];
    const before = await readSealedCookie(cartCookie(merchant.id));
    await keep(merchant.id, withProduct(before, store, product));
    const [category, cursor] = [textOf(form, "category").slice(0, 40), textOf(form, "cursor").slice(0, 300)];
    goTo(
      `/m/${merchant.slug}/menu?${query({ store, category, cursor, added: product })}#p-${encodeURIComponent(product)}`,
    );
  });
}

/** The packs of a checkout with the price that its page showed, as its form says them: `id:price`. */
const seenPacksOf = (form: FormData) =>
  form.getAll("pack").flatMap((text) => {
    const [packId = "", price] = typeof text === "string" ? text.slice(0, 60).split(":") : [];
    const priceMinor = Number(price);
    return Number.isSafeInteger(priceMinor) ? [{ packId, priceMinor }] : [];
  });

/** Puts coupons that were just claimed to what a member chose, where they go with it. */
async function keepToo(
  scope: Scope,
  form: FormData,
  { memberId, voucherIds }: { readonly memberId: string; readonly voucherIds: readonly string[] },
): Promise<void> {
  const [cart, wish] = [await readSealedCookie(cartCookie(scope.merchantId)), wishOf(form)];
  if (!cart || (cart.choice === "best" && wish === "")) return;
  const device = deviceOf((await requestFacts()).userAgent);
  const choice = await chooseToo(scope, { cart, memberId, device, wish }, voucherIds);
  if (choice) await keep(scope.merchantId, { ...cart, choice });
}

/** Claims a code typed at the checkout for who is signed in there; what they chose takes its coupons along. */
async function claimTyped(
  form: FormData,
  { scope, member }: { readonly scope: Scope; readonly member: { readonly id: string } },
  code: string,
) {
  const { address } = await requestFacts();
  const requestId = digest(`${textOf(form, "requestId").slice(0, 64)}:${code}`);
  const result = await enterCode(scope, { requestId, code, memberId: member.id, address });
  if (!result.ok) return result;
  // What was ticked beside it and nobody confirmed is chosen before it, or the page that follows would forget it.
  await keepChanged(form, { merchantId: scope.merchantId, memberId: member.id, say: "code" });
  await keepToo(scope, form, { memberId: member.id, voucherIds: result.value.voucherIds });
  return result;
}

/**
 * A code typed at the checkout: its coupon comes into the wallet, and onto the order: into the best set, or to what was chosen. What did
 * not work is kept for the page, and said.
 */
async function claimCode(form: FormData, { scope, merchant, member }: Visitor): Promise<string> {
  const { slug } = merchant;
  if (!member) goTo(`/m/${slug}/login?${query({ next: checkoutOf(form, slug) })}`);
  const typed = typedCodeSchema.safeParse(codeOf(form));
  const keepAs = async (error: string) => {
    await writeSealedCookie(typedCookie(merchant.id), { code: typed.data ?? "", error });
    return error;
  };
  const t = await getTranslations("member.coupons.code");
  if (!typed.success) return await keepAs(t("missing"));
  const result = await claimTyped(form, { scope, member }, typed.data).catch(async (error: unknown) => {
    await keepAs("");
    throw error;
  });
  if (!result.ok) return await keepAs(await refusalWords(result.refusal, merchant.timeZone));
  await clearSealedCookie(typedCookie(merchant.id));
  goTo(checkoutOf(form, slug, "coupons", { claimed: "1" }));
}

/** What the box of a checkout asks when our script is there: a code that does not work is answered in place. */
export async function claimAtCheckout(_: FormAnswer, form: FormData): Promise<FormAnswer> {
  const values = { code: codeOf(form) };
  return await answerForm(async () => {
    const visitor = await requireVisitor(textOf(form, "merchant"));
    return { errors: { code: await claimCode(form, visitor) }, values };
  }, values);
}

/** A code that stands in the box and was not tried yet; empty = none. What was refused is tried by its own button alone: each try counts. */
const untried = (form: FormData) => {
  const code = codeOf(form);
  return code === textOf(form, "refused").trim() ? "" : code;
};

/** Leaves a code in its box where another button was pressed, with what was said of it, if that was. */
async function keepTyped(form: FormData, merchantId: string): Promise<void> {
  const [code, cookie] = [codeOf(form), typedCookie(merchantId)];
  const before = await readSealedCookie(cookie);
  if (untried(form) !== "") return await writeSealedCookie(cookie, { code, error: "" });
  // One whose answer is not known any more would be tried again, which counts, so it goes.
  if (code === "" || before?.code !== code) return await clearSealedCookie(cookie);
  await writeSealedCookie(cookie, before);
}

type Visitor = Awaited<ReturnType<typeof requireVisitor>>;

const texts = (form: FormData, name: string) => form.getAll(name).filter((one) => typeof one === "string");

/** What was chosen and typed beside the button; how it comes is told of who is signed in alone. */
const fieldsOf = (form: FormData, memberId: string | undefined): CheckoutFields => ({
  ...(form.has("delivery") && memberId !== undefined
    ? {
        delivery: form.get("delivery") === "deliver" ? { memberId, address: textOf(form, "address") } : null,
      }
    : {}),
  ...(form.has("region") ? { region: textOf(form, "region") } : {}),
  ...{ ticked: texts(form, "tick"), shownTicked: texts(form, "ticked") },
});

type Change = {
  readonly merchantId: string;
  readonly memberId: string | undefined;
  /** The words of the button: see `changeCart`. */
  readonly say: string;
};

/** Changes what is ordered, with all that was typed beside the button; tells which part of the page that is, null = there is no cart. */
async function keepChanged(form: FormData, { merchantId, memberId, say }: Change): Promise<string | null> {
  const cart = await readSealedCookie(cartCookie(merchantId));
  if (!cart) return null;
  const { cart: changed, part, isChosen } = changeCart(cart, say, fieldsOf(form, memberId));
  await keep(merchantId, changed);
  // What the address asked for is among what was chosen by hand, or was left out.
  if (isChosen) form.delete("coupon");
  return part;
}

/** Does what a button of the checkout says, and shows what that comes to. */
async function changeOwn(form: FormData, visitor: Visitor, say: string): Promise<never> {
  const { merchant, member } = visitor;
  const part = await keepChanged(form, { merchantId: merchant.id, memberId: member?.id, say });
  if (part === null) goTo(checkoutOf(form, merchant.slug));
  const isPlacing = say === "place";
  const isTried = say === "code" || ((say === "keep" || isPlacing) && untried(form) !== "");
  if (isTried) await claimCode(form, visitor);
  else await keepTyped(form, merchant.id);
  goTo(
    checkoutOf(
      form,
      merchant.slug,
      isTried ? "coupons" : part,
      isPlacing && !isTried ? { refused: "choice_changed" } : {},
    ),
  );
}

/**
 * Does what a button of the checkout says, but for the one that orders. It has a name that no version before had: an old process knows no
 * `change` and would order, whatever button was pressed, so it must not know what this page sends.
 */
export async function changeCheckout(form: FormData): Promise<void> {
  await orBack(form, "checkout", async () => {
    const visitor = await requireVisitor(textOf(form, "merchant"));
    return await changeOwn(form, visitor, textOf(form, "change") || "keep");
  });
}

/** Orders what the checkout showed. What cannot be placed leads back to it, where the reason stands. */
export async function placeOwn(form: FormData): Promise<void> {
  await orBack(form, "checkout", async () => {
    const visitor = await requireVisitor(textOf(form, "merchant"));
    const { scope, merchant, member } = visitor;
    // So say the buttons of pages that were drawn two versions ago: whoever pressed one of them did not mean to order.
    if (form.has("change") || form.has("update")) goTo(checkoutOf(form, merchant.slug));
    const home = `/m/${merchant.slug}`;
    if (!member) goTo(`${home}/login?${query({ next: checkoutOf(form, merchant.slug) })}`);
    const cart = await readSealedCookie(cartCookie(merchant.id));
    // Sent again from a page that was left open: what it placed is in the list.
    if (!cart) goTo(`${home}/orders`);
    // Coupons ticked that nobody confirmed, or a code that nobody tried, change what it costs: they see first what it comes to.
    const fields = fieldsOf(form, member.id);
    if (isTickedAnew(fields) || untried(form) !== "") await changeOwn(form, visitor, "place");
    const whole = withFields(cart, fields);
    await keep(merchant.id, whole);
    const { userAgent } = await requestFacts();
    const result = await placeOwnOrder(scope, {
      ...{ cart: whole, memberId: member.id, device: deviceOf(userAgent) },
      requestId: textOf(form, "requestId").slice(0, 64),
      seenLines: textOf(form, "lines").slice(0, 2000),
      seenSubtotalMinor: Number(textOf(form, "subtotal")),
      seenTotalMinor: form.has("total") ? Number(textOf(form, "total")) : undefined,
      seenVouchers: texts(form, "voucher"),
      seenPacks: seenPacksOf(form).slice(0, CART_PACKS),
    });
    if (!result.ok) {
      const { code } = result.refusal;
      const part = code === "address_missing" ? ADDRESS_FIELD : "";
      goTo(checkoutOf(form, merchant.slug, part, { refused: code }));
    }
    for (const cookie of [cartCookie(merchant.id), typedCookie(merchant.id)]) await clearSealedCookie(cookie);
    goTo(`${home}/orders/${result.value.id}?placed=1`);
  });
}
