import { useFormatter, useTranslations } from "next-intl";
import { StatusBadge } from "@/components/ui/status-badge";
import type { PlacementState } from "@/lib/links/schema/placements";

const looks = {
  live: "active",
  scheduled: "scheduled",
  hidden: "paused",
  over: "ended",
  off: "archived",
} as const satisfies Record<PlacementState, string>;

/** What a placement is now. */
export function PlacementBadge({ state }: { state: PlacementState }) {
  const t = useTranslations("links.onSite");
  return (
    <span title={state === "hidden" ? t("hiddenWhy") : undefined}>
      <StatusBadge status={looks[state]} label={t(`states.${state}`)} />
      {state === "hidden" ? <span className="sr-only">. {t("hiddenWhy")}</span> : null}
    </span>
  );
}

type PlacementTimeProps = { startsAt: Date; endsAt: Date | null; timeZone: string };

/** From when and until when it stands, on the merchant's clock. */
export function PlacementTime({ startsAt, endsAt, timeZone }: PlacementTimeProps) {
  const t = useTranslations("links.onSite");
  const format = useFormatter();
  const at = (moment: Date) =>
    format.dateTime(moment, { dateStyle: "medium", timeStyle: "short", hourCycle: "h23", timeZone });
  return endsAt ? t("between", { from: at(startsAt), until: at(endsAt) }) : t("from", { from: at(startsAt) });
}
