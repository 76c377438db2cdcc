"use client";

import { useTranslations } from "next-intl";
import type { ActivityRights } from "@/components/activities/activity-list";
import { activitiesPath, type ConsolePlace } from "@/components/activities/paths";
import { useActivityChange } from "@/components/activities/use-activity-change";
import { ActionMenu, type ActionMenuItem } from "@/components/ui/action-menu";
import { toast } from "@/components/ui/toast";
import { type ActivityChange, mayChangeActivity } from "@/lib/activities/rules/status";
import type { ActivityStatus } from "@/lib/activities/schema";

type ActivityActionsProps = {
  place: ConsolePlace;
  activity: { id: string; name: string; status: ActivityStatus };
  link: string;
  rights: ActivityRights;
  /** Changes that stand as buttons beside the menu already. */
  without?: readonly ActivityChange[];
};

const changes = ["publish", "pause", "resume", "archive", "restore"] as const;

/** The ⋯ of an activity: what may be done with it in the state it is in. */
export function ActivityActions({ place, activity, link, rights, without = [] }: ActivityActionsProps) {
  const t = useTranslations("activities.actions");
  const copied = useTranslations("ui.copy");
  const state = useActivityChange(place, activity);
  const copy = () => {
    const writing = navigator.clipboard?.writeText(link) ?? Promise.reject(new Error("no clipboard"));
    writing.then(
      () => toast.success(t("linkCopied")),
      () => toast.danger(copied("failed")),
    );
  };
  const items: ActionMenuItem[] = [];
  if (rights.write && activity.status !== "archived") {
    items.push({ key: "edit", label: t("edit"), href: activitiesPath(place, activity.id, "edit") });
  }
  if (activity.status !== "draft") items.push({ key: "copy", label: t("copyLink"), onAction: copy });
  for (const change of changes) {
    if (!rights.publish || without.includes(change) || !mayChangeActivity(activity.status, change)) continue;
    items.push({
      key: change,
      label: t(`${change}.label`),
      danger: change === "archive",
      onAction: () => state.change(change),
    });
  }
  if (items.length === 0) return null;
  return (
    <>
      <ActionMenu label={t("menu", { name: activity.name })} items={items} />
      {state.dialog}
    </>
  );
}
