"use client";

import { useTranslations } from "next-intl";
import type { ActionPlace } from "@/components/ui/action-result";
import { Button } from "@/components/ui/button";
import { useRunAction } from "@/components/ui/use-run-action";
import { acknowledgeAlert } from "@/lib/risk/actions";

export function AcknowledgeAlert({ place, alertId }: { place: ActionPlace; alertId: string }) {
  const t = useTranslations("home.alerts");
  const { run, pending } = useRunAction(acknowledgeAlert, place);
  return (
    <Button
      size="sm"
      isPending={pending}
      onPress={() => void run({ alertId }, { success: t("acknowledgeDone") })}
    >
      {t("acknowledge")}
    </Button>
  );
}
