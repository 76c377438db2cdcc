"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useRef } from "react";
import type { ConsolePlace } from "@/components/activities/paths";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toast";
import { useResultWords } from "@/components/ui/use-refusal-words";
import { useRunAction } from "@/components/ui/use-run-action";
import { changeActivityState } from "@/lib/activities/actions";
import type { ActivityChange } from "@/lib/activities/rules/status";

type ChangeDialogProps = {
  place: ConsolePlace;
  activity: { id: string; name: string };
  /** The change that is asked about; null = closed. */
  change: ActivityChange | null;
  onClose: () => void;
};

/** Says what a change of state does to members and to what was issued, then does it. */
export function ChangeDialog({ place, activity, change, onClose }: ChangeDialogProps) {
  const t = useTranslations("activities.actions");
  const router = useRouter();
  const words = useResultWords();
  const { run } = useRunAction(changeActivityState, place);
  // Kept while the dialog fades away, so that its words do not change under the eye.
  const last = useRef<ActivityChange>("pause");
  if (change) last.current = change;
  const shown = last.current;
  const confirm = async () => {
    const result = await run({ activityId: activity.id, change: shown }, { quiet: true });
    if (!result) return;
    if (!result.ok) return words(result) ?? undefined;
    toast.success(t(`${shown}.done`, { name: activity.name }));
    router.refresh();
  };
  return (
    <ConfirmDialog
      title={t(`${shown}.title`, { name: activity.name })}
      confirmLabel={t(`${shown}.label`)}
      danger={shown === "archive"}
      isOpen={change !== null}
      onOpenChange={(open) => (open ? undefined : onClose())}
      onConfirm={confirm}
    >
      {t(`${shown}.text`)}
    </ConfirmDialog>
  );
}
