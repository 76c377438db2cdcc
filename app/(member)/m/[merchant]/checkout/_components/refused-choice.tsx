import { useLocale, useTranslations } from "next-intl";
import { namesInQuote, reasonWords } from "@/components/pricing/reason-words";
import { PlainBanner } from "@/components/ui/plain";
import type { Checkout } from "@/lib/orders/open-checkout";
import { lackOf } from "@/lib/orders/rules/lack-of-delivery";
import type { RefusedVoucher } from "@/lib/pricing/shapes";

/** Why what the member chose is not on the order: each coupon of the set with its reasons, and which other it does not go with. */
export function RefusedChoice({ checkout }: { checkout: Checkout }) {
  const t = useTranslations("shop.checkout");
  const { refused, quote } = checkout;
  if (refused.length === 0) return null;
  return (
    <PlainBanner tone="warning">
      <p>{t(quote.applied.length > 0 ? "wishRefused" : "chosenRefused")}</p>
      <ul className="grid gap-2 pt-1">
        {refused.map((voucher) => (
          <Why key={voucher.voucherId ?? voucher.code} checkout={checkout} voucher={voucher} />
        ))}
      </ul>
    </PlainBanner>
  );
}

function Why({ checkout, voucher }: { checkout: Checkout; voucher: RefusedVoucher }) {
  const t = useTranslations("reasons");
  const locale = useLocale();
  const { best, candidates, currency, timeZone, refused, heldByOffers } = checkout;
  const { name, reasons, voucherId } = voucher;
  const known = candidates.find((one) => one.voucherId === voucherId);
  const lacksDelivery = known?.terms.benefit.type === "delivery_off" ? lackOf(checkout) : undefined;
  const names = namesInQuote({ applied: [], notApplied: refused });
  const now = new Date(best.at);
  const offers = heldByOffers.has(voucherId ?? "") ? ("all" as const) : undefined;
  const context = { currency, timeZone, locale, now, names, own: name, lacksDelivery, offers };
  return (
    <li className="grid wrap-anywhere">
      <span className="font-semibold">{name ?? t("unknownCoupon")}</span>
      {reasons.map((reason) => (
        <span key={reason.code}>{reasonWords(reason, context, t)}</span>
      ))}
    </li>
  );
}
