"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { ChangeDialog } from "@/components/activities/change-dialog";
import type { ConsolePlace } from "@/components/activities/paths";
import { useUndoable } from "@/components/ui/use-undoable";
import { changeActivityState } from "@/lib/activities/actions";
import type { ActivityChange } from "@/lib/activities/rules/status";

/** Done at once, since they give nobody anything and can be taken back; the change that does. */
const reversible: Partial<Record<ActivityChange, ActivityChange>> = { pause: "resume", archive: "restore" };

/** Changes an activity's state: what can be taken back at once, the rest after its consequences were told. */
export function useActivityChange(
  place: ConsolePlace,
  activity: { id: string; name: string },
): { change: (change: ActivityChange) => void; dialog: ReactNode; pending: boolean } {
  const t = useTranslations("activities.actions");
  const [asked, setAsked] = useState<ActivityChange | null>(null);
  const { start, pending } = useUndoable(changeActivityState, place);
  const activityId = activity.id;
  const change = (wanted: ActivityChange) => {
    const back = reversible[wanted];
    if (!back) return setAsked(wanted);
    const said = t(`${wanted}.done`, { name: activity.name });
    void start({ input: { activityId, change: wanted }, said, back: { activityId, change: back } });
  };
  const dialog = (
    <ChangeDialog place={place} activity={activity} change={asked} onClose={() => setAsked(null)} />
  );
  return { change, dialog, pending };
}
