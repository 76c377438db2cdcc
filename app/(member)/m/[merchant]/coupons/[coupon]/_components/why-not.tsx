import { getLocale, getTranslations } from "next-intl/server";
import { reasonWords } from "@/components/pricing/reason-words";
import { PlainLink } from "@/components/ui/plain";
import { explainOwn } from "@/lib/orders/explain-own";
import { cartCookie, deviceOf } from "@/lib/orders/rules/member-cart";
import type { Merchant } from "@/lib/platform/auth/gates";
import type { Scope } from "@/lib/platform/auth/scope";
import { requestFacts } from "@/lib/platform/request";
import { readSealedCookie } from "@/lib/platform/sealed-cookie";
import type { VoucherDetail } from "@/lib/vouchers/queries";

type WhyNotProps = { scope: Scope; merchant: Merchant; memberId: string; voucher: VoucherDetail; now: Date };

/** The way to an order, and what stands in the way of using this coupon: each reason in words. */
export async function WhyNot({ scope, merchant, memberId, voucher, now }: WhyNotProps) {
  const cart = await readSealedCookie(cartCookie(merchant.id));
  const device = deviceOf((await requestFacts()).userAgent);
  const asked = cart && { cart, memberId, device };
  const own = { voucherId: voucher.id, memberId, asked };
  const { reasons, withCart, timeZone: storeZone, ...explained } = await explainOwn(scope, own);
  const [t, words] = [await getTranslations("shop.use"), await getTranslations("reasons")];
  const { currency, terms } = voucher;
  const names = new Map<string, string>();
  const locale = await getLocale();
  const lacksDelivery = terms.benefit.type === "delivery_off" ? explained.lacksDelivery : undefined;
  const timeZone = storeZone ?? merchant.timeZone;
  const offers = explained.isHeldByOffers ? ("all" as const) : undefined;
  const context = { currency, timeZone, now, locale, names, own: terms.name, lacksDelivery, offers };
  return (
    <>
      <PlainLink
        href={`/m/${merchant.slug}/${withCart ? `checkout?coupon=${voucher.id}` : "menu"}`}
        variant="secondary"
        block
      >
        {t("online")}
      </PlainLink>
      <details>
        <summary className="cursor-pointer py-3 text-sm font-semibold">{t("why")}</summary>
        {withCart ? <p className="text-xs text-ink-2">{t("cart")}</p> : null}
        {reasons.length === 0 ? <p className="text-sm">{t("works")}</p> : null}
        <ul className="list-disc ps-5 text-sm">
          {reasons.map((reason) => (
            <li key={reason.code}>{reasonWords(reason, context, words)}</li>
          ))}
        </ul>
      </details>
    </>
  );
}
