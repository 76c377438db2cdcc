import { useLocale, useTranslations } from "next-intl";
import { PlainCard, PlainLink } from "@/components/ui/plain";
import type { listRunningActivities } from "@/lib/activities/queries/member-pages";
import { activityPath } from "@/lib/activities/schema/path";
import { inLanguage } from "@/lib/kernel/language";

type RunningActivitiesProps = { activities: Awaited<ReturnType<typeof listRunningActivities>> };

/** What is on now, what ends first on top. */
export function RunningActivities({ activities }: RunningActivitiesProps) {
  const t = useTranslations("member.home");
  const locale = useLocale();
  return (
    <section aria-labelledby="running" className="grid gap-3">
      <h2 id="running" className="text-lg font-semibold">
        {t("activities")}
      </h2>
      {activities.length === 0 ? (
        <PlainCard>
          <p className="font-semibold">{t("noActivities")}</p>
          <p className="text-sm text-ink-2">{t("noActivitiesText")}</p>
        </PlainCard>
      ) : null}
      <ul className="grid gap-3">
        {activities
          .map((activity) => inLanguage(activity, locale))
          .map(({ id, slug, name, description, endsAt, timeZone }) => (
            <li key={id}>
              <PlainCard className="flex items-center justify-between gap-4">
                <div className="grid gap-1">
                  <h3 className="font-semibold">{name}</h3>
                  {description ? <p className="line-clamp-2 text-sm text-ink-2">{description}</p> : null}
                  <p className="text-xs text-ink-2">
                    {t("until", {
                      // The day of its last moment: one that ends at midnight is over on the day that begins then.
                      date: new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone }).format(
                        endsAt.getTime() - 1,
                      ),
                    })}
                  </p>
                </div>
                <PlainLink href={activityPath(slug)} variant="secondary" className="shrink-0">
                  {t("open")}
                  <span className="sr-only">{name}</span>
                </PlainLink>
              </PlainCard>
            </li>
          ))}
      </ul>
    </section>
  );
}
