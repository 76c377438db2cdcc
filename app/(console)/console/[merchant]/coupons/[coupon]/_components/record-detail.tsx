import { useLocale, useNow, useTranslations } from "next-intl";
import { CopyText } from "@/components/ui/copy-text";
import { Link } from "@/components/ui/link";
import { StatusBadge } from "@/components/ui/status-badge";
import { SummaryList } from "@/components/ui/summary-list";
import { Time } from "@/components/ui/time";
import { Timeline } from "@/components/ui/timeline";
import { formatMoney } from "@/lib/kernel/money";
import type { VoucherDetail } from "@/lib/vouchers/queries";
import type { VoucherUse } from "@/lib/vouchers/queries/uses";
import { voucherStanding } from "@/lib/vouchers/rules";
import { creditedWords } from "./credited-words";

type RecordDetailProps = {
  voucher: VoucherDetail;
  use: VoucherUse | undefined;
  /** Where the console's members and orders are; members null = not this reader's to see; givers null = it may be one whom they may not. */
  paths: { members: string | null; givers: string | null; orders: string };
  timeZone: string;
};

/** One member's copy of a coupon: how it stands, what it saved where, and everything that happened to it. */
export function RecordDetail({ voucher, use, paths, timeZone }: RecordDetailProps) {
  const t = useTranslations("coupons.record");
  const kinds = useTranslations("members.history.kinds");
  const now = useNow();
  return (
    <>
      <p>
        <StatusBadge status={voucherStanding(voucher, now)} />
      </p>
      <SummaryList items={useFacts({ voucher, use, paths, timeZone })} />
      <section className="grid gap-2">
        <h3 className="font-semibold">{t("history")}</h3>
        <Timeline
          timeZone={timeZone}
          items={voucher.history.map(({ id, kind, at, by, note }) => ({
            ...{ key: id, title: kinds(kind), at },
            by: by ?? undefined,
            detail: note ?? undefined,
          }))}
        />
      </section>
    </>
  );
}

function useFacts({ voucher, use, paths, timeZone }: RecordDetailProps) {
  const t = useTranslations("coupons.record");
  const records = useTranslations("coupons.records");
  const locale = useLocale();
  const { validFrom, validUntil } = voucher;
  const code = voucher.code.replace(/(.{4})(?=.)/g, "$1-");
  return [
    ...(paths.members
      ? [
          {
            label: records("member"),
            value: (
              <Link href={`${paths.members}/${voucher.memberId}`} className="text-brand underline">
                {t("openMember")}
              </Link>
            ),
          },
          ...(voucher.issuedTo
            ? [
                {
                  label: records("givenBy"),
                  value: paths.givers ? (
                    <Link href={`${paths.givers}/${voucher.issuedTo}`} className="text-brand underline">
                      {t("openMember")}
                    </Link>
                  ) : (
                    records("friend")
                  ),
                },
              ]
            : []),
          {
            label: records("code"),
            value: (
              <CopyText text={voucher.code} className="font-mono text-xs">
                {code}
              </CopyText>
            ),
          },
        ]
      : []),
    {
      label: records("claimedAt"),
      value: <Time at={voucher.issuedAt} timeZone={timeZone} mode="datetime" />,
    },
    { label: records("source"), value: voucher.activity?.name ?? records(voucher.source) },
    {
      label: records("validity"),
      value: (
        <>
          <Time at={validFrom} timeZone={timeZone} mode="datetime" /> –{" "}
          {validUntil ? (
            <Time at={new Date(validUntil.getTime() - 1)} timeZone={timeZone} mode="datetime" />
          ) : (
            records("noEnd")
          )}
        </>
      ),
    },
    { label: records("terms"), value: records("version", { version: voucher.termsVersion }) },
    ...(use?.storeName ? [{ label: records("store"), value: use.storeName }] : []),
    ...(use?.order
      ? [
          {
            label: records("order"),
            value: (
              <Link href={`${paths.orders}/${use.order.id}`} className="text-brand underline">
                {use.order.number}
              </Link>
            ),
          },
        ]
      : []),
    ...(use?.savedMinor != null && use.currency
      ? [{ label: records("saved"), value: formatMoney(use.savedMinor, use.currency, locale) }]
      : []),
    ...(use?.credited
      ? [{ label: records("credited"), value: creditedWords(use.credited, locale, records) }]
      : []),
  ];
}
