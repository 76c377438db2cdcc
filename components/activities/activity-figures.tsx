import { useFormatter, useTranslations } from "next-intl";
import { KeyFigure, KeyFigures } from "@/components/ui/key-figure";
import type { ActivityDetail } from "@/lib/activities/queries/activities";
import type { Pool } from "@/lib/activities/queries/prizes";
import type { Capped } from "@/lib/activities/queries/reach";

type ActivityFiguresProps = { activity: ActivityDetail; pools: readonly Pool[]; issued: Capped };

/** The figures of C-43, each with what it counts. */
export function ActivityFigures({ activity, pools, issued }: ActivityFiguresProps) {
  const t = useTranslations("activities.figures");
  const format = useFormatter();
  const left = pools.reduce((sum, pool) => sum + pool.inventory - pool.issued, 0);
  const values = {
    views: format.number(activity.views),
    participants: format.number(activity.participants),
    participations: format.number(activity.participations),
    issued: issued.capped ? `${format.number(issued.count)}+` : format.number(issued.count),
    left: format.number(left),
  };
  return (
    <section aria-labelledby="all-time" className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <h2 id="all-time" className="text-lg font-semibold text-ink">
        {t("allTime")}
      </h2>
      <KeyFigures>
        {(["views", "participants", "participations", "issued", "left"] as const).map((key) => (
          <KeyFigure
            key={key}
            label={t(`${key}.label`)}
            value={values[key]}
            definition={t(`${key}.definition`)}
          />
        ))}
      </KeyFigures>
    </section>
  );
}
