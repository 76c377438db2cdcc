"use client";

import { useTranslations } from "next-intl";
import type { ActionPlace } from "@/components/ui/action-result";
import { Button } from "@/components/ui/button";
import { useRunAction } from "@/components/ui/use-run-action";
import { dismissSetup } from "@/lib/merchants/actions";

export function DismissSetup({ place }: { place: ActionPlace }) {
  const t = useTranslations("home.setup");
  const { run, pending } = useRunAction(dismissSetup, place);
  return (
    <Button
      size="sm"
      variant="ghost"
      isPending={pending}
      onPress={() => void run({ dismissed: true }, { success: t("dismissed") })}
    >
      {t("dismiss")}
    </Button>
  );
}
