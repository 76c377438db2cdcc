import { useLocale, useTranslations } from "next-intl";
import { GivenList } from "@/components/vouchers/given-list";
import { VoucherTicket } from "@/components/vouchers/voucher-ticket";
import type { listMyWins } from "@/lib/activities/queries/member-pages";
import type { Merchant } from "@/lib/platform/auth/gates";
import type { MemberVoucher } from "@/lib/vouchers/queries";
import type { GivenAway } from "@/lib/vouchers/queries/gifts";

type WinListProps = {
  wins: Awaited<ReturnType<typeof listMyWins>>;
  vouchers: readonly MemberVoucher[];
  /** What of it was given to friends since. */
  given: readonly GivenAway[];
  merchant: Merchant;
  /** The activity's: when something was won is told in it. */
  timeZone: string;
  now: Date;
};

/** Each success with the coupons it gave. */
export function WinList({ wins, vouchers, given, merchant, timeZone, now }: WinListProps) {
  const t = useTranslations("activity-page.mine");
  const format = new Intl.DateTimeFormat(useLocale(), {
    dateStyle: "medium",
    timeStyle: "short",
    hourCycle: "h23",
    timeZone,
  });
  return wins.map((win) => (
    <section key={win.id} className="grid gap-3">
      <h2 className="text-sm text-ink-2">{t("wonAt", { date: format.format(win.at) })}</h2>
      {vouchers
        .filter((voucher) => voucher.sourceId === win.id)
        .map((voucher) => (
          <VoucherTicket
            key={voucher.id}
            voucher={voucher}
            timeZone={merchant.timeZone}
            now={now}
            href={`/m/${merchant.slug}/coupons/${voucher.id}`}
          />
        ))}
      <GivenList given={given.filter(({ sourceId }) => sourceId === win.id)} timeZone={merchant.timeZone} />
    </section>
  ));
}
