import { useLocale, useNow, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { ActionPlace } from "@/components/ui/action-result";
import { besideHref } from "@/components/ui/beside-href";
import { CopyText } from "@/components/ui/copy-text";
import type { Row } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";
import { isNarrowed } from "@/components/ui/list-state";
import { StatusBadge } from "@/components/ui/status-badge";
import { Time } from "@/components/ui/time";
import type { OpenList } from "@/components/workspace/open-list";
import { RangeFilter } from "@/components/workspace/range-filter";
import { WorkspaceIndex } from "@/components/workspace/workspace-index";
import { formatMoney } from "@/lib/kernel/money";
import type { CouponVoucher, listCouponVouchers } from "@/lib/vouchers/queries/records";
import type { VoucherUse } from "@/lib/vouchers/queries/uses";
import { voucherStanding } from "@/lib/vouchers/rules";
import { voucherSources, voucherStatuses } from "@/lib/vouchers/schema";
import { creditedWords } from "./credited-words";

type RecordIndexProps = {
  page: Awaited<ReturnType<typeof listCouponVouchers>>;
  /** Where those of the page that were used were. */
  uses: ReadonlyMap<string, VoucherUse>;
  list: OpenList;
  where: ActionPlace;
  range: { from: string | null; until: string | null };
  /** Where it may have been used. */
  stores: readonly { id: string; name: string }[];
  /** Where another room of this view is. */
  pathOf: (room: "activities" | "orders") => string;
  timeZone: string;
  sees: { members: boolean; activities: boolean };
  /** Beside the choice of columns: the export. */
  tools?: ReactNode;
  /** What can be done with the chosen ones; without it none can be chosen. */
  bulk?: ReactNode;
};

/** Who got the coupon, how, and what became of it. */
export function RecordIndex(props: RecordIndexProps) {
  const { page, list, where, range, stores, timeZone, sees } = props;
  const { state, basePath: path } = list;
  const t = useTranslations("coupons.records");
  const status = useTranslations("ui.status");
  const data = useTranslations("coupon-data.records");
  const rows = useRows(props);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      {page.rows.length > 0 || isNarrowed(state) ? (
        <RangeFilter label={t("range")} path={path} state={state} range={range} timeZone={timeZone} />
      ) : null}
      <WorkspaceIndex
        list={list}
        where={where}
        tools={props.tools}
        bulkTools={props.bulk}
        label={t("title")}
        columns={[
          ...(sees.members ? [{ key: "member", label: t("member") }] : []),
          { key: "status", label: t("status"), card: "badge" },
          { key: "claimed", label: t("claimedAt") },
          { key: "source", label: t("source") },
          { key: "validity", label: t("validity"), card: "none" },
          { key: "used", label: t("usedAt") },
          { key: "store", label: t("store"), extra: true, card: "none" },
          { key: "order", label: t("order"), extra: true, card: "none" },
          { key: "saved", label: t("savedOrCredited"), extra: true, card: "none", align: "end" },
          { key: "code", label: t("code"), card: "none" },
          { key: "terms", label: t("terms"), card: "none", align: "end" },
        ]}
        rows={rows}
        total={page.total}
        nextCursor={page.nextCursor}
        search={sees.members ? { placeholder: t("search") } : undefined}
        filters={[
          {
            key: "state",
            label: t("state"),
            multiple: true,
            options: voucherStatuses.map((value) => ({ value, label: status(value) })),
          },
          {
            key: "source",
            label: t("source"),
            multiple: true,
            options: voucherSources.map((value) => ({ value, label: t(value) })),
          },
          {
            key: "store",
            label: t("usedIn"),
            multiple: true,
            options: stores.map(({ id, name }) => ({ value: id, label: name })),
          },
        ]}
        empty={<EmptyState title={t("empty")} text={t("emptyText")} />}
      />
      {sees.members ? (
        <p className="text-xs text-ink-2">
          {data("exact")} {t("masked")}
        </p>
      ) : null}
    </div>
  );
}

/** The address of the list with one record opened beside it. */
export function recordHref({ state, basePath }: OpenList, id: string): string {
  return besideHref(basePath, state, "record", id);
}

function useRows({ page, uses, list, pathOf, timeZone, sees }: RecordIndexProps): Row[] {
  const t = useTranslations("coupons.records");
  const now = useNow();
  const time = (at: Date | null) => (at ? <Time at={at} timeZone={timeZone} /> : t("none"));
  return page.rows.map((voucher) => ({
    id: voucher.id,
    href: recordHref(list, voucher.id),
    cells: {
      member: <MemberCell voucher={voucher} />,
      status: <Standing voucher={voucher} now={now} />,
      claimed: time(voucher.issuedAt),
      source:
        voucher.activityId && sees.activities ? (
          <Link href={`${pathOf("activities")}/${voucher.activityId}`} className="text-brand hover:underline">
            {voucher.activityName}
          </Link>
        ) : (
          (voucher.activityName ?? t(voucher.source))
        ),
      validity: voucher.validUntil ? (
        <span className="text-xs text-ink-2">
          <Time at={voucher.validFrom} timeZone={timeZone} mode="date" /> –{" "}
          <Time at={new Date(voucher.validUntil.getTime() - 1)} timeZone={timeZone} mode="date" />
        </span>
      ) : (
        t("noEnd")
      ),
      used: time(voucher.usedAt),
      store: uses.get(voucher.id)?.storeName ?? t("none"),
      order: <OrderCell use={uses.get(voucher.id)} path={pathOf("orders")} />,
      saved: <SavedCell use={uses.get(voucher.id)} />,
      code: sees.members ? (
        <CopyText text={voucher.code} className="font-mono text-xs">
          {voucher.code.replace(/(.{4})(?=.)/g, "$1-")}
        </CopyText>
      ) : (
        <span className="font-mono text-xs">{voucher.code}</span>
      ),
      terms: <span className="tabular">{t("version", { version: voucher.termsVersion })}</span>,
    },
  }));
}

function MemberCell({ voucher }: { voucher: CouponVoucher }) {
  const t = useTranslations("coupons.records");
  return (
    <span className="grid">
      <span className="font-[550]">{voucher.name ?? voucher.nickname ?? t("noName")}</span>
      <span className="tabular text-xs font-normal text-ink-2">{voucher.phone}</span>
      {voucher.issuedTo ? <span className="text-xs font-normal text-ink-2">{t("fromFriend")}</span> : null}
    </span>
  );
}

type UseCellProps = { use: VoucherUse | undefined };

function OrderCell({ use, path }: UseCellProps & { path: string }) {
  const t = useTranslations("coupons.records");
  if (!use?.order) return t("none");
  return (
    <Link href={`${path}/${use.order.id}`} className="text-brand hover:underline">
      {use.order.number}
    </Link>
  );
}

function SavedCell({ use }: UseCellProps) {
  const t = useTranslations("coupons.records");
  const locale = useLocale();
  const text = use?.credited
    ? creditedWords(use.credited, locale, t)
    : use?.savedMinor != null && use.currency
      ? formatMoney(use.savedMinor, use.currency, locale)
      : null;
  return text === null ? t("none") : <span className="tabular">{text}</span>;
}

function Standing({ voucher, now }: { voucher: CouponVoucher; now: Date }) {
  const t = useTranslations("coupons.records");
  const standing = voucherStanding(voucher, now);
  if (standing === "not_started") return <StatusBadge status="not_started" label={t("notStarted")} />;
  return <StatusBadge status={standing} />;
}
