import { useTranslations } from "next-intl";
import { ExportButton } from "@/components/jobs/export-button";
import { MemberCell } from "@/components/packs/member-cell";
import { TakeGiftBack } from "@/components/packs/take-gift-back";
import type { Row } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";
import { StatusBadge } from "@/components/ui/status-badge";
import { Time } from "@/components/ui/time";
import type { OpenList } from "@/components/workspace/open-list";
import { WorkspaceIndex } from "@/components/workspace/workspace-index";
import { exportGifts } from "@/lib/packs/actions/records";
import type { listGifts } from "@/lib/packs/queries/gifts";
import { giftStates } from "@/lib/packs/schema";
import type { GiftFilter } from "@/lib/packs/schema/records";
import type { LoadedPack } from "./load-pack";

type GiftIndexProps = {
  loaded: LoadedPack;
  list: OpenList;
  page: Awaited<ReturnType<typeof listGifts>>;
  filter: GiftFilter;
};

/** To whom the pack was given, by whom, and whether they have it; the newest first. */
export function GiftIndex(props: GiftIndexProps) {
  const { loaded, list, page, filter } = props;
  const t = useTranslations("packs.records");
  const { where, may, can, pack } = loaded;
  return (
    <WorkspaceIndex
      list={list}
      where={where}
      label={t("gifts")}
      tools={
        may.export ? (
          <ExportButton place={where} action={exportGifts} filter={filter} name={pack.name} />
        ) : undefined
      }
      search={can("member.read") ? { placeholder: t("searchPhone") } : undefined}
      columns={[
        { key: "member", label: t("to") },
        { key: "state", label: t("status"), card: "badge" },
        { key: "quantity", label: t("quantity"), align: "end" },
        { key: "given", label: t("givenAt") },
        { key: "by", label: t("by") },
        { key: "note", label: t("note"), card: "none" },
        { key: "purchase", label: t("number"), card: "none" },
      ]}
      rows={useRows(props)}
      total={page.total}
      nextCursor={page.nextCursor}
      filters={[
        {
          key: "state",
          label: t("status"),
          multiple: false,
          options: giftStates.map((value) => ({ value, label: t(`giftState.${value}`) })),
        },
      ]}
      empty={<EmptyState title={t("noGifts")} text={t("noGiftsText")} />}
    />
  );
}

function useRows({ loaded, page }: GiftIndexProps): Row[] {
  const t = useTranslations("packs.records");
  const { merchant, basePath, pack, where, may, scope } = loaded;
  const look = { waiting: "scheduled", delivered: "active", withdrawn: "cancelled" } as const;
  const mayTakeBack = may.give > 0 && scope.storeIds === "all";
  return page.rows.map((gift) => {
    return {
      id: gift.id,
      cells: {
        member: <MemberCell member={gift.member} phone={gift.phone} />,
        state: <StatusBadge status={look[gift.state]} label={t(`giftState.${gift.state}`)} />,
        quantity: <span className="tabular">{gift.quantity}</span>,
        given: <Time at={gift.createdAt} timeZone={merchant.timeZone} />,
        by: gift.by ?? t(gift.actorType === "api_key" ? "program" : "system"),
        note: gift.note || "–",
        purchase: gift.purchaseId ? (
          <Link
            href={`${basePath}/${pack.id}/purchases/${gift.purchaseId}`}
            className="font-mono text-brand hover:underline"
          >
            {gift.purchaseNumber}
          </Link>
        ) : (
          "–"
        ),
      },
      actions:
        mayTakeBack && gift.state === "waiting" ? (
          <TakeGiftBack where={where} gift={{ id: gift.id, phone: gift.phone, quantity: gift.quantity }} />
        ) : undefined,
    };
  });
}
