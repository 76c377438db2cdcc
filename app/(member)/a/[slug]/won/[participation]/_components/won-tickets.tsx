import { useLocale, useTranslations } from "next-intl";
import { SafeLink } from "@/components/blocks/rich-text";
import { VoucherTicket } from "@/components/vouchers/voucher-ticket";
import { termsInLanguage } from "@/lib/coupons/rules/in-language";
import type { MemberVoucher } from "@/lib/vouchers/queries";

type WonTicketsProps = {
  vouchers: readonly MemberVoucher[];
  timeZone: string;
  wallet: string;
  /** The merchant's slug. */
  shop: string;
  /** Where "use now" of a coupon leads, by its id, where its page says so (A4). */
  useLinks?: Readonly<Record<string, string>>;
  /** What that is called; empty = in our words. */
  useWord?: string;
};

/** What was won, each ticket leading to its coupon. */
export function WonTickets({ vouchers, timeZone, wallet, shop, useLinks = {}, useWord }: WonTicketsProps) {
  const t = useTranslations("activity-page");
  const locale = useLocale();
  const now = new Date();
  return (
    <div className="won-in grid gap-3">
      {vouchers.map((voucher) => (
        <VoucherTicket
          key={voucher.id}
          voucher={voucher}
          timeZone={timeZone}
          now={now}
          headingLevel={2}
          href={`${wallet}/${voucher.id}`}
        >
          {useLinks[voucher.couponId] ? (
            <SafeLink
              href={useLinks[voucher.couponId] ?? ""}
              shop={shop}
              className="p-button p-button--secondary"
            >
              {useWord || t("useNow")}
              <span className="sr-only">{termsInLanguage(voucher.terms, locale).name}</span>
            </SafeLink>
          ) : null}
        </VoucherTicket>
      ))}
    </div>
  );
}
