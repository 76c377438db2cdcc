import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { MemberFrame } from "@/app/(member)/_components/member-frame";
import { orMissing } from "@/app/(member)/_components/missing";
import { openPlaced, Placed } from "@/app/(member)/m/[merchant]/_components/placed";
import { PlainRefused } from "@/app/(member)/m/[merchant]/_components/plain-refused";
import { CartLines } from "@/app/(member)/m/[merchant]/checkout/_components/cart-lines";
import { CheckoutPacks } from "@/app/(member)/m/[merchant]/checkout/_components/checkout-packs";
import { EmptyCart } from "@/app/(member)/m/[merchant]/checkout/_components/empty-cart";
import { offeredPacks } from "@/app/(member)/m/[merchant]/checkout/_components/offered-packs";
import { PlaceOrder, Totals } from "@/app/(member)/m/[merchant]/checkout/_components/totals";
import { VoucherChoice } from "@/app/(member)/m/[merchant]/checkout/_components/voucher-choice";
import { PackRefused } from "@/app/(member)/m/[merchant]/packs/_components/pack-refused";
import { openCheckout } from "@/lib/orders/open-checkout";
import { wordsOf } from "@/lib/orders/queries/words";
import { checkoutInLanguage, wordedInCheckout } from "@/lib/orders/rules/in-language";
import { cartCookie, deviceOf, typedCookie } from "@/lib/orders/rules/member-cart";
import { memberGate } from "@/lib/platform/auth/member-gates";
import { requestFacts } from "@/lib/platform/request";
import { readSealedCookie } from "@/lib/platform/sealed-cookie";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("shop.checkout");
  return { title: t("title"), robots: { index: false } };
}

export default orMissing(async ({ params, searchParams }: PageProps<"/m/[merchant]/checkout">) => {
  const { scope, merchant, member } = await memberGate((await params).merchant);
  const { coupon: wish, ...asked } = await searchParams;
  const cart = await readSealedCookie(cartCookie(merchant.id));
  const typed = await readSealedCookie(typedCookie(merchant.id));
  const device = deviceOf((await requestFacts()).userAgent);
  const placed = openPlaced(scope, { slot: "checkout", storeId: cart?.storeId });
  const opened = cart ? await openCheckout(scope, { cart, memberId: member.id, device, wish }) : null;
  const [path, slug] = [`/m/${merchant.slug}/checkout`, merchant.slug];
  if (!opened?.ok)
    return (
      <MemberFrame merchant={merchant} path={path} tab="menu">
        <EmptyCart slug={slug} code={cart?.lines.length ? opened?.refusal.code : undefined} />
      </MemberFrame>
    );
  const words = await wordsOf(scope, wordedInCheckout(opened.value));
  const checkout = checkoutInLanguage(opened.value, words, await getLocale());
  const offered = await offeredPacks(scope, cart?.storeId ?? "");
  const [requestId, packs] = [randomUUID(), offered.filter(({ id }) => cart?.packs?.includes(id))];
  const bar = <PlaceOrder {...{ slug, requestId, checkout, packs }} />;
  return (
    <MemberFrame merchant={merchant} path={path} bottomBar={bar}>
      <h1 className="text-xl font-[650]">{(await getTranslations("shop.checkout"))("title")}</h1>
      <PlainRefused code={asked.refused} />
      <PackRefused code={asked.refused} isBeside />
      <CartLines {...{ slug, checkout }} isAddressMissing={asked.refused === "address_missing"} />
      <Placed opened={placed} />
      <VoucherChoice {...{ slug, checkout, typed }} claimed={asked.claimed === "1"} />
      <CheckoutPacks slug={slug} offered={offered} chosen={packs} />
      <Totals quote={checkout.quote} packs={packs} />
    </MemberFrame>
  );
});
