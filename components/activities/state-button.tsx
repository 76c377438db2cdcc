"use client";

import { useTranslations } from "next-intl";
import type { ConsolePlace } from "@/components/activities/paths";
import { useActivityChange } from "@/components/activities/use-activity-change";
import { Button } from "@/components/ui/button";
import type { ActivityChange } from "@/lib/activities/rules/status";

type StateButtonProps = {
  place: ConsolePlace;
  activity: { id: string; name: string };
  change: ActivityChange;
};

export function StateButton({ place, activity, change }: StateButtonProps) {
  const t = useTranslations("activities.actions");
  const state = useActivityChange(place, activity);
  return (
    <>
      <Button
        variant={change === "pause" ? "secondary" : "primary"}
        isDisabled={state.pending}
        onPress={() => state.change(change)}
      >
        {t(`${change}.label`)}
      </Button>
      {state.dialog}
    </>
  );
}
