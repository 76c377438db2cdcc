import { useTranslations } from "next-intl";
import { type Status, StatusBadge } from "@/components/ui/status-badge";
import type { OrderStatus } from "@/lib/orders/schema";

const look: Record<OrderStatus, Status> = {
  placed: "reserved",
  paid: "yes",
  completed: "used",
  cancelled: "cancelled",
  partly_refunded: "pending_approval",
  refunded: "ended",
};

export function OrderStatusBadge({ status }: { status: OrderStatus }) {
  const t = useTranslations("orders.status");
  return <StatusBadge status={look[status]} label={t(status)} />;
}
