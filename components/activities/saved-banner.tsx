import { useLocale, useTranslations } from "next-intl";
import { shortMoment } from "@/components/activities/period-words";
import { Banner } from "@/components/ui/banner";
import type { ActivityDetail } from "@/lib/activities/queries/activities";

/** What has just been made: live now, live at its start, or a draft. */
export function SavedBanner({ activity }: { activity: ActivityDetail }) {
  const t = useTranslations("activities.saved");
  const locale = useLocale();
  const { status, startsAt, timeZone } = activity;
  if (status === "running") {
    return (
      <Banner tone="success" title={t("liveTitle")}>
        {t("liveText")}
      </Banner>
    );
  }
  if (status === "not_started") {
    return (
      <Banner tone="success" title={t("startsTitle", { at: shortMoment(startsAt, timeZone, locale) })}>
        {t("startsText")}
      </Banner>
    );
  }
  return status === "draft" ? (
    <Banner tone="info" title={t("draftTitle")}>
      {t("draftText")}
    </Banner>
  ) : null;
}
