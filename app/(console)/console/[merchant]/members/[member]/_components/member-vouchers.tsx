import { Ticket } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { benefitWords } from "@/components/coupons/ticket-words";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { CopyText } from "@/components/ui/copy-text";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";
import { StatusBadge } from "@/components/ui/status-badge";
import { Time } from "@/components/ui/time";
import { Timeline } from "@/components/ui/timeline";
import type { MemberVoucher, VoucherDetail, VoucherTab } from "@/lib/vouchers/queries";
import { voucherTabs } from "@/lib/vouchers/queries";
import { voucherStanding } from "@/lib/vouchers/rules";

type MemberVouchersProps = {
  base: string;
  tab: VoucherTab;
  counts: Record<VoucherTab, number>;
  page: { rows: MemberVoucher[]; nextCursor: string | null };
  cursor: string | null;
  timeZone: string;
  now: Date;
};

const at = (base: string, query: Record<string, string | null>) => {
  const filled = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== null);
  return `${base}?${new URLSearchParams(filled)}`;
};

/** The coupons a member holds, by what can still be done with them. */
export function MemberVouchers({ base, tab, counts, page, cursor, timeZone, now }: MemberVouchersProps) {
  const t = useTranslations("members.vouchers");
  return (
    <div className="grid gap-3">
      <nav aria-label={t("views")} className="flex flex-wrap gap-1">
        {voucherTabs.map((view) => (
          <ButtonLink
            key={view}
            href={at(base, { tab: view })}
            size="sm"
            variant={view === tab ? "secondary" : "ghost"}
            aria-label={view === tab ? t("current", { view: t(view) }) : undefined}
          >
            {t("withCount", { view: t(view), count: counts[view] })}
          </ButtonLink>
        ))}
      </nav>
      {page.rows.length === 0 ? (
        <Card>
          <EmptyState icon={<Ticket className="size-6" />} title={t(`${tab}Empty`)} />
        </Card>
      ) : (
        <DataTable
          label={t(tab)}
          columns={[
            { key: "name", label: t("coupon"), card: "title" },
            { key: "status", label: t("status"), card: "badge" },
            { key: "got", label: t("got"), card: "metric" },
            { key: "until", label: t("until"), card: "metric" },
            { key: "source", label: t("source"), card: "none" },
          ]}
          rows={page.rows.map((voucher) => ({
            id: voucher.id,
            href: at(base, { tab, cursor, voucher: voucher.id }),
            cells: {
              name: <NameCell voucher={voucher} />,
              status: <StatusBadge status={voucherStanding(voucher, now)} />,
              got: <Time at={voucher.issuedAt} timeZone={timeZone} mode="date" />,
              until: <UntilCell voucher={voucher} timeZone={timeZone} />,
              source: <SourceCell source={voucher.source} />,
            },
          }))}
          footer={
            page.nextCursor || cursor ? (
              <span className="flex justify-end gap-2">
                {cursor ? (
                  <ButtonLink href={at(base, { tab })} size="sm">
                    {t("first")}
                  </ButtonLink>
                ) : null}
                {page.nextCursor ? (
                  <ButtonLink href={at(base, { tab, cursor: page.nextCursor })} size="sm">
                    {t("next")}
                  </ButtonLink>
                ) : null}
              </span>
            ) : undefined
          }
        />
      )}
    </div>
  );
}

function NameCell({ voucher }: { voucher: MemberVoucher }) {
  const ticket = useTranslations("ticket");
  const locale = useLocale();
  const { benefit, conditions } = voucher.terms;
  const facts = {
    benefit,
    conditions,
    currency: voucher.currency,
    productName: voucher.productName ?? undefined,
  };
  return (
    <span className="grid min-w-0">
      <span className="wrap-anywhere">{voucher.terms.name}</span>
      <span className="text-xs font-normal wrap-anywhere text-ink-2">
        {benefitWords(facts, locale, ticket)}
      </span>
    </span>
  );
}

function UntilCell({ voucher, timeZone }: { voucher: MemberVoucher; timeZone: string }) {
  const t = useTranslations("members.vouchers");
  if (!voucher.validUntil) return t("forEver");
  // The end is the first instant it is no longer good: people are told the last one it is.
  return <Time at={new Date(voucher.validUntil.getTime() - 1)} timeZone={timeZone} />;
}

function SourceCell({ source }: { source: MemberVoucher["source"] }) {
  return useTranslations("members.vouchers")(source);
}

type VoucherHistoryProps = {
  voucher: VoucherDetail;
  timeZone: string;
  now: Date;
  closeHref: string;
  /** Where it is told why it can't be used. */
  diagnoseHref: string;
};

/** What happened to one of the coupons, oldest first. */
export function VoucherHistory(props: VoucherHistoryProps) {
  const { voucher, timeZone, now, closeHref, diagnoseHref } = props;
  const t = useTranslations("members.history");
  const diagnose = useTranslations("diagnose");
  const code = voucher.code.replace(/(.{4})(?=.)/g, "$1 ");
  return (
    <Card
      title={voucher.terms.name}
      actions={
        <Link href={closeHref} className="text-xs text-brand underline-offset-2 hover:underline">
          {t("close")}
        </Link>
      }
    >
      <div className="grid gap-3 text-sm">
        <p className="flex flex-wrap items-center gap-2">
          <StatusBadge status={voucherStanding(voucher, now)} />
          <CopyText text={voucher.code} className="font-mono text-xs text-ink-2">
            {code}
          </CopyText>
        </p>
        <Link href={diagnoseHref} className="text-brand underline-offset-2 hover:underline">
          {diagnose("open")}
        </Link>
        {voucher.activity ? <p>{t("wonIn", { activity: voucher.activity.name })}</p> : null}
        <Timeline
          timeZone={timeZone}
          items={voucher.history.map((event) => ({
            key: event.id,
            title: t(`kinds.${event.kind}`),
            at: event.at,
            by: event.by ?? undefined,
          }))}
        />
      </div>
    </Card>
  );
}
