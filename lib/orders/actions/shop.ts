"use server";

import { getTranslations } from "next-intl/server";
import { enterCode } from "@/lib/codes/enter-code";
import { typedCodeSchema } from "@/lib/codes/schema";
import { chooseToo } from "@/lib/orders/choose-too";
import { placeOwnOrder } from "@/lib/orders/place-own-order";
import {
  CART_PACKS,
  cartCookie,
  deviceOf,
  type MemberCart,
  memberCartSchema,
  withDelivery,
  withPack,
  withProduct,
  withQuantity,
  withRegion,
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
async function orBack(form: FormData, page: string, work: () => Promise<never>): Promise<void> {
  const { error } = await answerForm(work);
  if (error) goTo(`/m/${encodeURIComponent(textOf(form, "merchant"))}/${page}?refused=busy`);
}

const query = (pairs: Readonly<Record<string, string>>) =>
  new URLSearchParams(Object.entries(pairs).filter(([, value]) => value !== "")).toString();

/** The voucher that the checkout's address asked for; empty = none. */
const wishOf = (form: FormData) => textOf(form, "coupon").slice(0, 40);

/** The checkout again, with the voucher that its address asked for, and what there is to say. */
const checkoutOf = (form: FormData, slug: string, part = "", said: Readonly<Record<string, string>> = {}) => {
  const asked = query({ coupon: wishOf(form), ...said });
  return `/m/${slug}/checkout${asked && `?${asked}`}${part && `#${part}`}`;
};

/** One more of a product into the cart; back to where the menu was, or to the checkout that it was missing at. */
export async function addToCart(form: FormData): Promise<void> {
  await orBack(form, "menu", async () => {
    const { merchant } = await requireVisitor(textOf(form, "merchant"));
    const [store, product] = [textOf(form, "store").slice(0, 40), textOf(form, "product").slice(0, 40)];
    const before = await readSealedCookie(cartCookie(merchant.id));
    await keep(merchant.id, withProduct(before, store, product));
    if (textOf(form, "back") === "checkout") goTo(checkoutOf(form, merchant.slug, "coupons"));
    const [category, cursor] = [textOf(form, "category").slice(0, 40), textOf(form, "cursor").slice(0, 300)];
    goTo(
      `/m/${merchant.slug}/menu?${query({ store, category, cursor, added: product })}#p-${encodeURIComponent(product)}`,
    );
  });
}

/** So many units of a product in the cart; none takes it out. */
export async function changeQuantity(form: FormData): Promise<void> {
  await orBack(form, "checkout", async () => {
    const { merchant } = await requireVisitor(textOf(form, "merchant"));
    const cart = await readSealedCookie(cartCookie(merchant.id));
    const quantity = Number(textOf(form, "quantity"));
    if (cart && Number.isFinite(quantity)) {
      await keep(merchant.id, withQuantity(cart, textOf(form, "product"), quantity));
    }
    goTo(checkoutOf(form, merchant.slug));
  });
}

/** A coupon pack with the order, or without it. */
export async function choosePack(form: FormData): Promise<void> {
  await orBack(form, "checkout", async () => {
    const { merchant } = await requireVisitor(textOf(form, "merchant"));
    const cart = await readSealedCookie(cartCookie(merchant.id));
    const isWanted = textOf(form, "wanted") === "1";
    if (cart) await keep(merchant.id, withPack(cart, textOf(form, "pack"), isWanted));
    goTo(checkoutOf(form, merchant.slug, "packs"));
  });
}

/** In which part of the store the member is. */
export async function chooseRegion(form: FormData): Promise<void> {
  await orBack(form, "checkout", async () => {
    const { merchant } = await requireVisitor(textOf(form, "merchant"));
    const cart = await readSealedCookie(cartCookie(merchant.id));
    if (cart) await keep(merchant.id, withRegion(cart, textOf(form, "region")));
    goTo(checkoutOf(form, merchant.slug, "coupons"));
  });
}

/** The packs of a checkout with the price that its page showed, as its form says them: `id:price`. */
const seenPacksOf = (form: FormData) =>
  form.getAll("pack").flatMap((text) => {
    const [packId = "", price] = typeof text === "string" ? text.slice(0, 60).split(":") : [];
    const priceMinor = Number(price);
    return Number.isSafeInteger(priceMinor) ? [{ packId, priceMinor }] : [];
  });

/** Which vouchers shall be on the order: the best ones, none, or those that are ticked. */
export async function chooseVouchers(form: FormData): Promise<void> {
  await orBack(form, "checkout", async () => {
    const { merchant } = await requireVisitor(textOf(form, "merchant"));
    const cart = await readSealedCookie(cartCookie(merchant.id));
    const mode = textOf(form, "mode");
    const ticked = form.getAll("voucher").filter((one) => typeof one === "string");
    const choice = mode === "best" ? "best" : mode === "none" ? [] : [...new Set(ticked)].slice(0, 20);
    if (cart) await keep(merchant.id, { ...cart, choice });
    goTo(`/m/${merchant.slug}/checkout#coupons`);
  });
}

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

/** A code typed at the checkout: its coupon comes into the wallet, and onto the order: into the best set, or to what was chosen. */
export async function claimAtCheckout(_: FormAnswer, form: FormData): Promise<FormAnswer> {
  const typed = typedCodeSchema.safeParse(textOf(form, "code").slice(0, 100));
  const values = { code: typed.data ?? "" };
  return await answerForm(async () => {
    const { scope, merchant, member } = await requireVisitor(textOf(form, "merchant"));
    const { slug } = merchant;
    if (!member) goTo(`/m/${slug}/login?${query({ next: checkoutOf(form, slug) })}`);
    if (!typed.success) {
      const t = await getTranslations("member.coupons.code");
      return { errors: { code: t("missing") }, values };
    }
    const { address } = await requestFacts();
    const requestId = digest(`${textOf(form, "requestId").slice(0, 64)}:${typed.data}`);
    const result = await enterCode(scope, { requestId, code: typed.data, memberId: member.id, address });
    if (result.ok) {
      await keepToo(scope, form, { memberId: member.id, voucherIds: result.value.voucherIds });
      goTo(checkoutOf(form, slug, "coupons", { claimed: "1" }));
    }
    return { errors: { code: await refusalWords(result.refusal, merchant.timeZone) }, values };
  }, values);
}

const addressIn = (form: FormData, memberId: string) => ({ memberId, address: textOf(form, "address") });

/** Orders what the checkout showed, or keeps how it shall come and shows what that costs. What cannot be placed leads back to it, where the reason stands. */
export async function placeOwn(form: FormData): Promise<void> {
  await orBack(form, "checkout", async () => {
    const { scope, merchant, member } = await requireVisitor(textOf(form, "merchant"));
    const home = `/m/${merchant.slug}`;
    if (!member) goTo(`${home}/login?${query({ next: checkoutOf(form, merchant.slug) })}`);
    const cart = await readSealedCookie(cartCookie(merchant.id));
    // Sent again from a page that was left open: what it placed is in the list.
    if (!cart) goTo(`${home}/orders`);
    const delivered = withDelivery(
      cart,
      form.get("delivery") === "deliver" ? addressIn(form, member.id) : null,
    );
    if (form.has("delivery")) await keep(merchant.id, delivered);
    if (textOf(form, "update") !== "") goTo(checkoutOf(form, merchant.slug, "delivery"));
    const { userAgent } = await requestFacts();
    const result = await placeOwnOrder(scope, {
      ...{ cart: form.has("delivery") ? delivered : cart, memberId: member.id, device: deviceOf(userAgent) },
      requestId: textOf(form, "requestId").slice(0, 64),
      seenLines: textOf(form, "lines").slice(0, 2000),
      seenSubtotalMinor: Number(textOf(form, "subtotal")),
      seenTotalMinor: form.has("total") ? Number(textOf(form, "total")) : undefined,
      seenVouchers: form.getAll("voucher").filter((one) => typeof one === "string"),
      seenPacks: seenPacksOf(form).slice(0, CART_PACKS),
    });
    if (!result.ok) goTo(checkoutOf(form, merchant.slug, "", { refused: result.refusal.code }));
    await clearSealedCookie(cartCookie(merchant.id));
    goTo(`${home}/orders/${result.value.id}?placed=1`);
  });
}
