"use client";

import { useTranslations } from "next-intl";
import type { ActionPlace } from "@/components/ui/action-result";
import { Button } from "@/components/ui/button";
import { useRunAction } from "@/components/ui/use-run-action";
import { replayDelivery } from "@/lib/notifications/actions";

type ReplayButtonProps = { place: ActionPlace; webhookId: string; deliveryId: string };

export function ReplayButton({ place, webhookId, deliveryId }: ReplayButtonProps) {
  const t = useTranslations("webhooks.delivery");
  const replay = useRunAction(replayDelivery, place);
  return (
    <Button
      variant="primary"
      isPending={replay.pending}
      onPress={() => void replay.run({ webhookId, deliveryId }, { success: t("replayed") })}
    >
      {t("replay")}
    </Button>
  );
}
