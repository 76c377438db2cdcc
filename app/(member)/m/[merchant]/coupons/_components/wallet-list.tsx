import { useTranslations } from "next-intl";
import { Icon } from "@/components/blocks/icon";
import { PlainLink, PlainState } from "@/components/ui/plain";
import { VoucherTicket } from "@/components/vouchers/voucher-ticket";
import type { HoldingOrder } from "@/lib/orders/find-holding";
import type { Merchant } from "@/lib/platform/auth/gates";
import type { MemberVoucher, VoucherSort, VoucherTab } from "@/lib/vouchers/queries";
import { daysLeft } from "@/lib/vouchers/rules";

type WalletListProps = {
  rows: readonly MemberVoucher[];
  /** The unpaid order that holds a coupon, by coupon. */
  held: ReadonlyMap<string, HoldingOrder>;
  tab: VoucherTab;
  sort: VoucherSort;
  now: Date;
  merchant: Merchant;
};

const SOON_DAYS = 3;
const emptyWords = {
  available: ["emptyAvailable", "emptyAvailableText"],
  used: ["emptyUsed", "emptyUsedText"],
  expired: ["emptyExpired", "emptyExpiredText"],
} as const;

/** The coupons of a tab; what ends within three days stands apart, first. */
export function WalletList({ rows, held, tab, sort, now, merchant }: WalletListProps) {
  const t = useTranslations("member.coupons");
  if (rows.length === 0) {
    const [title, text] = emptyWords[tab];
    return (
      <PlainState
        headingLevel={2}
        icon={<Icon name="ticket" />}
        title={t(title)}
        text={t(text)}
        action={
          <PlainLink href={`/m/${merchant.slug}`} variant="secondary">
            {t("activities")}
          </PlainLink>
        }
      />
    );
  }
  const isSoon = (voucher: MemberVoucher) =>
    (daysLeft(voucher, now) ?? Number.POSITIVE_INFINITY) <= SOON_DAYS;
  const soon = tab === "available" && sort === "ending" ? rows.filter(isSoon) : [];
  const rest = rows.filter((row) => !soon.includes(row));
  const tickets = (vouchers: readonly MemberVoucher[], headingLevel: 2 | 3) =>
    vouchers.map((voucher) => (
      <VoucherTicket
        key={voucher.id}
        voucher={voucher}
        timeZone={merchant.timeZone}
        now={now}
        headingLevel={headingLevel}
        href={`/m/${merchant.slug}/coupons/${voucher.id}`}
        holder={held.get(voucher.id)}
        ordersPath={`/m/${merchant.slug}/orders`}
      />
    ));
  if (soon.length === 0) return <div className="grid gap-3">{tickets(rest, 2)}</div>;
  return (
    <>
      <section className="grid gap-3">
        <h2 className="text-sm font-semibold text-warning">{t("soon")}</h2>
        {tickets(soon, 3)}
      </section>
      {rest.length > 0 ? (
        <section className="grid gap-3">
          <h2 className="text-sm font-semibold text-ink-2">{t("rest")}</h2>
          {tickets(rest, 3)}
        </section>
      ) : null}
    </>
  );
}
