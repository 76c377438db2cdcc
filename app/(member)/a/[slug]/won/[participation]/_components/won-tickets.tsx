import { useLocale } from "next-intl";
import { UseNow } from "@/components/blocks/use-now";
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
export function WonTickets({
  vouchers,
  timeZone,
  wallet,
  shop,
  useLinks = {},
  useWord = "",
}: WonTicketsProps) {
  const locale = useLocale();
  const now = new Date();
  return vouchers.map((voucher) => (
    <div key={voucher.id} className="grid gap-2">
      <VoucherTicket {...{ voucher, timeZone, now }} headingLevel={2} href={`${wallet}/${voucher.id}`} />
      <UseNow
        {...{ shop, word: useWord, href: useLinks[voucher.couponId] }}
        coupon={termsInLanguage(voucher.terms, locale).name}
      />
    </div>
  ));
}
