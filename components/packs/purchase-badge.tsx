import { useTranslations } from "next-intl";
import { type Status, StatusBadge } from "@/components/ui/status-badge";
import type { PurchaseStatus } from "@/lib/packs/schema";

const look = {
  placed: "reserved",
  paid: "active",
  given: "active",
  cancelled: "cancelled",
  refunded: "ended",
} as const satisfies Record<PurchaseStatus, Status>;

/** Where a purchase of a pack stands. */
export function PurchaseBadge({ status, asked }: { status: PurchaseStatus; asked?: boolean }) {
  const t = useTranslations("packs.purchase");
  return (
    <span className="inline-flex flex-wrap gap-1">
      <StatusBadge status={look[status]} label={t(`status.${status}`)} />
      {asked ? <StatusBadge status="pending_approval" label={t("asked")} /> : null}
    </span>
  );
}
