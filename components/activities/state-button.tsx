"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { ChangeDialog } from "@/components/activities/change-dialog";
import type { ConsolePlace } from "@/components/activities/paths";
import { Button } from "@/components/ui/button";
import type { ActivityChange } from "@/lib/activities/rules/status";

type StateButtonProps = {
  place: ConsolePlace;
  activity: { id: string; name: string };
  change: ActivityChange;
};

export function StateButton({ place, activity, change }: StateButtonProps) {
  const t = useTranslations("activities.actions");
  const [asked, setAsked] = useState(false);
  return (
    <>
      <Button variant={change === "pause" ? "secondary" : "primary"} onPress={() => setAsked(true)}>
        {t(`${change}.label`)}
      </Button>
      <ChangeDialog
        place={place}
        activity={activity}
        change={asked ? change : null}
        onClose={() => setAsked(false)}
      />
    </>
  );
}
