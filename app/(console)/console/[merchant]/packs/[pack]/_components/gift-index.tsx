import { useTranslations } from "next-intl";
import { MemberCell } from "@/components/packs/member-cell";
import type { Row } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";
import { StatusBadge } from "@/components/ui/status-badge";
import { Time } from "@/components/ui/time";
import type { OpenList } from "@/components/workspace/open-list";
import { WorkspaceIndex } from "@/components/workspace/workspace-index";
import type { listGifts } from "@/lib/packs/queries/gifts";
import type { LoadedPack } from "./load-pack";
import { giftStates } from "./record-specs";

type GiftIndexProps = {
  loaded: LoadedPack;
  list: OpenList;
  page: Awaited<ReturnType<typeof listGifts>>;
};

/** To whom the pack was given, by whom, and whether they have it; the newest first. */
export function GiftIndex(props: GiftIndexProps) {
  const { loaded, list, page } = props;
  const t = useTranslations("packs.records");
  return (
    <WorkspaceIndex
      list={list}
      where={loaded.where}
      label={t("gifts")}
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
  const { merchant, basePath, pack } = loaded;
  return page.rows.map((gift) => {
    const state = gift.deliveredAt ? "delivered" : "waiting";
    return {
      id: gift.id,
      cells: {
        member: <MemberCell member={gift.member} phone={gift.phone} />,
        state: (
          <StatusBadge status={gift.deliveredAt ? "active" : "scheduled"} label={t(`giftState.${state}`)} />
        ),
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
    };
  });
}
