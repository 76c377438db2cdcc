import { getFormatter, getTranslations } from "next-intl/server";
import { CodePanel } from "@/app/(member)/m/[merchant]/coupons/[coupon]/_components/code-panel";
import { Icon } from "@/components/blocks/icon";
import { PlainBanner, PlainButton, PlainCard, PlainState } from "@/components/ui/plain";
import { VoucherTicket } from "@/components/vouchers/voucher-ticket";
import type { MemberVoucher } from "@/lib/vouchers/queries";
import { voucherStanding } from "@/lib/vouchers/rules";

type SavedWalletProps = {
  rows: readonly MemberVoucher[];
  nextCursor: string | null;
  /** When this was saved. */
  now: Date;
  timeZone: string;
};

const day = { day: "numeric", month: "short" } as const;
const clock = { hour: "numeric", minute: "2-digit", hourCycle: "h23", timeZoneName: "short" } as const;

/** The coupons a member could use when this was saved: their codes can be shown, and nothing can be done with them. */
export async function SavedWallet({ rows, nextCursor, now, timeZone }: SavedWalletProps) {
  const t = await getTranslations("member.offline");
  const wallet = await getTranslations("member.coupons");
  const format = await getFormatter();
  return (
    <>
      <h1 className="text-xl font-[650]">{wallet("title")}</h1>
      <PlainBanner tone="warning" title={t("title")}>
        <p>{t("asOf", { time: format.dateTime(now, { ...day, ...clock, timeZone }) })}</p>
      </PlainBanner>
      {rows.length === 0 ? (
        <PlainState headingLevel={2} icon={<Icon name="ticket" />} title={wallet("emptyAvailable")} />
      ) : null}
      <ul className="grid gap-4">
        {rows.map((voucher) => (
          <li key={voucher.id} className="grid gap-1">
            <VoucherTicket {...{ voucher, timeZone, now }} headingLevel={2} />
            {voucherStanding(voucher, now) === "available" ? (
              <details>
                <summary className="p-link inline-flex min-h-11 cursor-pointer items-center text-sm">
                  {t("code")}
                  <span className="sr-only">{voucher.terms.name}</span>
                </summary>
                <CodePanel code={voucher.code} lead={t("lookUp")} />
              </details>
            ) : null}
          </li>
        ))}
      </ul>
      {nextCursor ? <p className="text-sm text-ink-2">{t("first", { count: rows.length })}</p> : null}
      <PlainCard className="grid gap-3">
        <p id="offline-why" className="text-sm text-ink-2">
          {t("why")}
        </p>
        {(["order", "typeCode"] as const).map((action) => (
          <PlainButton key={action} type="button" disabled block aria-describedby="offline-why">
            {t(action)}
          </PlainButton>
        ))}
      </PlainCard>
    </>
  );
}
