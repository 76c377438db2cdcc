import { useFormatter, useLocale, useTranslations } from "next-intl";
import { periodWords } from "@/components/activities/period-words";
import { consolePath } from "@/components/merchants/console-path";
import type { ActionPlace } from "@/components/ui/action-result";
import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { StockBar } from "@/components/ui/stock-bar";
import type { ActivityRow } from "@/lib/activities/queries/activities";

type RunningActivitiesProps = { place: ActionPlace; activities: readonly ActivityRow[] };

/** The activities that run now, with what is left to win. */
export function RunningActivities({ place, activities }: RunningActivitiesProps) {
  const t = useTranslations("home.running");
  return (
    <Card
      title={t("title")}
      actions={
        <Link
          href={consolePath(place, "activities")}
          className="text-sm text-brand underline-offset-2 hover:underline"
        >
          {t("all")}
        </Link>
      }
    >
      {activities.length === 0 ? (
        <p className="text-sm text-ink-2">{t("none")}</p>
      ) : (
        <ul className="grid divide-y divide-border">
          {activities.map((activity) => (
            <RunningActivity key={activity.id} place={place} activity={activity} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function RunningActivity({ place, activity }: { place: ActionPlace; activity: ActivityRow }) {
  const t = useTranslations("home.running");
  const format = useFormatter();
  const locale = useLocale();
  const { startsAt, endsAt, timeZone } = activity;
  return (
    <li className="flex flex-wrap items-center gap-x-6 gap-y-2 py-3">
      <span className="grid min-w-0 flex-1 basis-56">
        <Link
          href={consolePath(place, "activities", activity.id)}
          className="text-sm font-semibold wrap-anywhere text-ink hover:underline"
        >
          {activity.name}
        </Link>
        <span className="text-xs text-ink-2">
          {periodWords(startsAt, endsAt, timeZone, locale)} · {timeZone.replaceAll("_", " ")}
        </span>
      </span>
      <dl className="flex gap-6 text-sm">
        <div className="grid">
          <dt className="text-xs text-ink-2">{t("participants")}</dt>
          <dd className="tabular">{format.number(activity.participants)}</dd>
        </div>
        <div className="grid min-w-28">
          <dt className="text-xs text-ink-2">{t("won")}</dt>
          <dd>
            <StockBar used={activity.issued} total={activity.inventory} />
          </dd>
        </div>
      </dl>
    </li>
  );
}
