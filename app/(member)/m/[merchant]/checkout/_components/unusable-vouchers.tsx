import { useLocale, useTranslations } from "next-intl";
import { ChangeButton } from "@/app/(member)/m/[merchant]/checkout/_components/change-button";
import { CouponTicket } from "@/components/coupons/coupon-ticket";
import { type TicketBenefit, ticketWords } from "@/components/coupons/ticket-words";
import { namesInQuote, reasonWords } from "@/components/pricing/reason-words";
import { PlainLink } from "@/components/ui/plain";
import type { Checkout } from "@/lib/orders/open-checkout";
import { lackOf } from "@/lib/orders/rules/lack-of-delivery";
import type { RefusedVoucher } from "@/lib/pricing/shapes";

type UnusableVouchersProps = { slug: string; checkout: Checkout; vouchers: readonly RefusedVoucher[] };

/** The coupons that do not work on this order: greyed, each with every reason and what is missing. */
export function UnusableVouchers({ slug, checkout, vouchers }: UnusableVouchersProps) {
  const t = useTranslations("shop.checkout");
  const { heldBy, missing } = checkout;
  return (
    <details className="grid gap-3">
      <summary className="cursor-pointer py-3 font-semibold">
        {t("unusable", { count: vouchers.length })}
      </summary>
      <ul className="grid gap-3 pt-2">
        {vouchers.map((voucher) => (
          <li key={voucher.voucherId} className="grid gap-1">
            <Greyed checkout={checkout} voucher={voucher} />
            <Holder slug={slug} order={heldBy.get(voucher.voucherId ?? "")} />
            <Missing product={missing.get(voucher.voucherId ?? "")} />
          </li>
        ))}
      </ul>
    </details>
  );
}

type MissingProps = { product: { productId: string; name: string } | undefined };

/** Puts what a coupon is for into the cart. */
function Missing({ product }: MissingProps) {
  const t = useTranslations("shop.checkout");
  if (!product) return null;
  return (
    <ChangeButton say={`product ${product.productId}`} variant="secondary">
      {t("addMissing", { name: product.name })}
    </ChangeButton>
  );
}

/** The way to the unpaid order that holds a coupon: paid or cancelled, it lets go of it. */
function Holder({ slug, order }: { slug: string; order: { id: string; number: string } | undefined }) {
  const t = useTranslations("shop.checkout");
  if (!order) return null;
  return (
    <PlainLink href={`/m/${slug}/orders/${order.id}`} className="inline-flex min-h-11 items-center text-sm">
      {t("heldBy", { number: order.number })}
    </PlainLink>
  );
}

function Greyed({ checkout, voucher }: { checkout: Checkout; voucher: RefusedVoucher }) {
  const locale = useLocale();
  const t = useTranslations("reasons");
  const ticket = useTranslations("ticket");
  const candidate = checkout.candidates.find(({ voucherId }) => voucherId === voucher.voucherId);
  if (!candidate) return null;
  const { currency, timeZone, best, heldByOffers } = checkout;
  const now = new Date(best.at);
  const lacksDelivery = candidate.terms.benefit.type === "delivery_off" ? lackOf(checkout) : undefined;
  const names = namesInQuote(best);
  const offers = heldByOffers.has(voucher.voucherId ?? "") ? ("all" as const) : undefined;
  const context = { currency, timeZone, locale, now, names, own: voucher.name, lacksDelivery, offers };
  const [first = "", ...others] = voucher.reasons.map((reason) => reasonWords(reason, context, t));
  const { terms, validFrom: from, validUntil: until } = candidate;
  const facts = {
    name: terms.name,
    currency: candidate.currency,
    benefit: terms.benefit as TicketBenefit,
    validity: { type: "window", from, until } as const,
    conditions: { minSpendMinor: terms.conditions.minSpendMinor },
    scope: terms.scope,
    ...{ timeZone, now },
  };
  return (
    <>
      <CouponTicket
        {...ticketWords(facts, locale, ticket)}
        state="unusable"
        reason={first}
        headingLevel={3}
      />
      {others.length > 0 ? (
        <ul className="list-disc ps-5 text-sm">
          {others.map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
      ) : null}
    </>
  );
}
