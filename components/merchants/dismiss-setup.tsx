"use client";

import { useTranslations } from "next-intl";
import type { ActionPlace } from "@/components/ui/action-result";
import { Button } from "@/components/ui/button";
import { useUndoable } from "@/components/ui/use-undoable";
import { dismissSetup } from "@/lib/merchants/actions";

export function DismissSetup({ place }: { place: ActionPlace }) {
  const t = useTranslations("home.setup");
  const { start, pending } = useUndoable(dismissSetup, place);
  const hide = { input: { dismissed: true }, said: t("dismissed"), back: { dismissed: false } };
  return (
    <Button size="sm" variant="ghost" isPending={pending} onPress={() => void start(hide)}>
      {t("dismiss")}
    </Button>
  );
}
