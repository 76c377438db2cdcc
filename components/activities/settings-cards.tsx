import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { periodWords } from "@/components/activities/period-words";
import { ShareCard, type ShareMerchant } from "@/components/activities/share-card";
import { Card } from "@/components/ui/card";
import { CopyText } from "@/components/ui/copy-text";
import { Picture } from "@/components/ui/picture";
import { SummaryList } from "@/components/ui/summary-list";
import type { ActivityDetail } from "@/lib/activities/queries/activities";

type SettingsCardsProps = {
  activity: ActivityDetail;
  audience: readonly string[];
  baseUrl: string;
  merchant: ShareMerchant;
};

/** Everything an activity is set to, to be read. */
export function SettingsCards({ activity, audience, baseUrl, merchant }: SettingsCardsProps) {
  const t = useTranslations("activities");
  const locale = useLocale();
  const limit = (count: number | null) =>
    count === null ? t("form.noLimit") : t("settings.times", { count });
  const text = (value: string): ReactNode =>
    value ? <span className="whitespace-pre-line">{value}</span> : t("settings.none");
  return (
    <>
      <Card title={t("form.basics.title")}>
        <SummaryList
          items={[
            { label: t("form.basics.name"), value: activity.name },
            { label: t("form.basics.code"), value: <CopyText text={activity.code} className="font-mono" /> },
            {
              label: t("settings.address"),
              value: <span className="font-mono break-all">{`${baseUrl}/a/${activity.slug}`}</span>,
            },
            {
              label: t("form.basics.period"),
              value: periodWords(activity.startsAt, activity.endsAt, activity.timeZone, locale),
            },
            { label: t("form.basics.timeZone"), value: activity.timeZone.replaceAll("_", " ") },
            { label: t("form.basics.description"), value: text(activity.description) },
            {
              label: t("form.basics.heroImage"),
              value: activity.heroImage ? (
                <Picture
                  image={activity.heroImage}
                  shape="banner"
                  sizes="208px"
                  className="w-52 rounded-md"
                />
              ) : (
                t("settings.none")
              ),
            },
            { label: t("form.basics.rules"), value: text(activity.rulesText) },
          ]}
        />
      </Card>
      <Card title={t("form.audience.title")}>
        <ul className="grid gap-1 text-sm text-ink">
          {audience.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </Card>
      <Card title={t("form.limits.title")}>
        <SummaryList
          items={[
            { label: t("form.passwords.perMember"), value: limit(activity.rules.perMember) },
            { label: t("form.limits.perMember"), value: limit(activity.perMember) },
            { label: t("form.limits.perDay"), value: limit(activity.perMemberPerDay) },
            { label: t("form.limits.total"), value: limit(activity.total) },
          ]}
        />
      </Card>
      <Card title={t("form.sharing.title")}>
        {activity.shareAllowed ? (
          <div className="max-w-xs">
            <ShareCard
              title={activity.shareTitle || activity.name}
              subtitle={activity.shareSubtitle || activity.description}
              host={new URL(baseUrl).host}
              merchant={merchant}
              image={activity.shareImage}
            />
          </div>
        ) : (
          <p className="text-sm text-ink">{t("form.sharing.notAllowed")}</p>
        )}
      </Card>
    </>
  );
}
