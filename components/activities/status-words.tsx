import { useTranslations } from "next-intl";
import { StatusBadge } from "@/components/ui/status-badge";
import { InfoTip } from "@/components/ui/tooltip";
import type { ActivityStatus } from "@/lib/activities/schema";

/** The status with what it means and why: online by hand and inside its period. */
export function ActivityStatusBadge({ status }: { status: ActivityStatus }) {
  const t = useTranslations("activities.status");
  const words = useTranslations("ui.status");
  return (
    <span className="inline-flex items-center gap-0.5">
      <StatusBadge status={status} />
      <InfoTip label={words(status)} text={t(status)} />
    </span>
  );
}
