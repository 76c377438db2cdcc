import { useTranslations } from "next-intl";
import { ExportButton } from "@/components/jobs/export-button";
import { MemberCell } from "@/components/packs/member-cell";
import { CopyText } from "@/components/ui/copy-text";
import type { Row } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { StatusBadge } from "@/components/ui/status-badge";
import { Time } from "@/components/ui/time";
import type { OpenList } from "@/components/workspace/open-list";
import { WorkspaceIndex } from "@/components/workspace/workspace-index";
import { exportPackVouchers } from "@/lib/packs/actions/records";
import type { listPackVouchers } from "@/lib/packs/queries/issued";
import type { PackVoucherFilter } from "@/lib/packs/schema/records";
import { voucherStatuses } from "@/lib/vouchers/schema";
import type { LoadedPack } from "./load-pack";

type VoucherIndexProps = {
  loaded: LoadedPack;
  list: OpenList;
  page: Awaited<ReturnType<typeof listPackVouchers>>;
  filter: PackVoucherFilter;
  /** How many there are in all; null = not counted. */
  total: number | null;
};

/** The coupons that came out of a pack, and what became of each; the newest first. */
export function VoucherIndex(props: VoucherIndexProps) {
  const { loaded, list, page, filter, total } = props;
  const { where, may, can, pack } = loaded;
  const t = useTranslations("packs.records");
  const status = useTranslations("ui.status");
  return (
    <WorkspaceIndex
      list={list}
      where={where}
      label={t("coupons")}
      tools={
        may.export ? (
          <ExportButton place={where} action={exportPackVouchers} filter={filter} name={pack.name} />
        ) : undefined
      }
      search={can("member.read") ? { placeholder: t("searchPhone") } : undefined}
      columns={[
        { key: "coupon", label: t("coupon") },
        { key: "status", label: t("status"), card: "badge" },
        { key: "member", label: t("member") },
        { key: "issued", label: t("issued") },
        { key: "validity", label: t("validity"), card: "none" },
        { key: "used", label: t("used") },
        { key: "code", label: t("code"), card: "none" },
      ]}
      rows={useRows(props)}
      total={total}
      nextCursor={page.nextCursor}
      filters={[
        {
          key: "state",
          label: t("status"),
          multiple: false,
          options: voucherStatuses.map((value) => ({ value, label: status(value) })),
        },
      ]}
      empty={<EmptyState title={t("noCoupons")} text={t("noCouponsText")} />}
    />
  );
}

function useRows({ loaded, page }: VoucherIndexProps): Row[] {
  const t = useTranslations("packs.records");
  const { timeZone } = loaded.merchant;
  return page.rows.map((voucher) => ({
    id: voucher.id,
    cells: {
      coupon: <span className="font-[550]">{voucher.couponName}</span>,
      status: <StatusBadge status={voucher.status} />,
      member: <MemberCell member={voucher.member} phone={voucher.member.phone} />,
      issued: <Time at={voucher.issuedAt} timeZone={timeZone} />,
      validity: voucher.validUntil ? (
        <span className="text-xs text-ink-2">
          <Time at={voucher.validFrom} timeZone={timeZone} mode="date" /> –{" "}
          <Time at={new Date(voucher.validUntil.getTime() - 1)} timeZone={timeZone} mode="date" />
        </span>
      ) : (
        t("noEnd")
      ),
      used: voucher.usedAt ? <Time at={voucher.usedAt} timeZone={timeZone} /> : "–",
      code: (
        <CopyText text={voucher.code} className="font-mono text-xs">
          {voucher.code.replace(/(\w{4})(?=\w)/g, "$1-")}
        </CopyText>
      ),
    },
  }));
}
