import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ActivityActions } from "@/components/activities/activity-actions";
import type { ActivityRights } from "@/components/activities/activity-list";
import { activitiesPath, type ConsolePlace } from "@/components/activities/paths";
import { periodWords } from "@/components/activities/period-words";
import { StateButton } from "@/components/activities/state-button";
import { ActivityStatusBadge } from "@/components/activities/status-words";
import { PromoteButton } from "@/components/links/promote-button";
import { ButtonLink } from "@/components/ui/button-link";
import { DetailPage } from "@/components/ui/detail-page";
import { PageHeader } from "@/components/ui/page-header";
import { TabLinks } from "@/components/ui/tabs";
import { WithMenu } from "@/components/ui/with-menu";
import type { ActivityDetail } from "@/lib/activities/queries/activities";
import { type ActivityChange, mayChangeActivity } from "@/lib/activities/rules/status";
import type { Capability } from "@/lib/platform/auth/permissions";

export type ActivityTab = "overview" | "participants" | "prizes" | "settings" | "history";

type ActivityFrameProps = {
  place: ConsolePlace;
  activity: ActivityDetail;
  can: (capability: Capability) => boolean;
  baseUrl: string;
  tab: ActivityTab;
  aside?: ReactNode;
  children: ReactNode;
};

/** What every screen of one activity has: its name and state, what may be done with it, its tabs. */
export function ActivityFrame({ place, activity, can, baseUrl, tab, aside, children }: ActivityFrameProps) {
  const t = useTranslations("activities");
  const locale = useLocale();
  const rights: ActivityRights = {
    write: can("activity.write") && activity.steerable,
    publish: can("activity.publish") && activity.steerable,
  };
  const main = (["publish", "resume", "pause"] as const).find(
    (change: ActivityChange) => rights.publish && mayChangeActivity(activity.status, change),
  );
  const tabs: ActivityTab[] = can("member.read")
    ? ["overview", "participants", "prizes", "settings", "history"]
    : ["overview", "prizes", "settings", "history"];
  const period = periodWords(activity.startsAt, activity.endsAt, activity.timeZone, locale);
  return (
    <DetailPage
      aside={aside}
      header={
        <PageHeader
          title={activity.name}
          badge={<ActivityStatusBadge status={activity.status} />}
          back={{ href: activitiesPath(place), label: t("list.title") }}
          meta={`${t(`kinds.${activity.kind}.name`)} · ${activity.code} · ${period} (${activity.timeZone.replaceAll("_", " ")})`}
          actions={
            <>
              {rights.write && activity.status !== "archived" ? (
                <ButtonLink leaves href={activitiesPath(place, activity.id, "page")}>
                  {t("actions.decorate")}
                </ButtonLink>
              ) : null}
              {rights.write && activity.status !== "archived" ? (
                <ButtonLink href={activitiesPath(place, activity.id, "edit")}>{t("actions.edit")}</ButtonLink>
              ) : null}
              {can("link.read") && activity.status !== "draft" && activity.status !== "archived" ? (
                <PromoteButton
                  place={place}
                  promoted={{ activityId: activity.id }}
                  mayWrite={can("link.write")}
                />
              ) : null}
              <WithMenu
                menu={
                  <ActivityActions
                    place={place}
                    activity={activity}
                    link={`${baseUrl}/a/${activity.slug}`}
                    rights={rights}
                    without={main ? [main] : []}
                  />
                }
              >
                {main ? <StateButton place={place} activity={activity} change={main} /> : null}
              </WithMenu>
            </>
          }
        />
      }
      tabs={
        <TabLinks
          label={t("tabs.label")}
          items={tabs.map((key) => ({
            href:
              key === "overview"
                ? activitiesPath(place, activity.id)
                : activitiesPath(place, activity.id, key),
            label: t(`tabs.${key}`),
            current: key === tab,
          }))}
        />
      }
    >
      {children}
    </DetailPage>
  );
}
