"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useFormContextOfAction } from "./action-form";
import { Button } from "./button";
import { LeaveGuard } from "./leave-guard";

type FormActionsProps = {
  submitLabel: string;
  pendingLabel?: string;
  secondary?: ReactNode;
  guard?: boolean;
  /** As the leave guard has it. */
  keep?: () => Promise<boolean>;
};

/** The end of a form that creates something. */
export function FormActions({ submitLabel, pendingLabel, secondary, guard = true, keep }: FormActionsProps) {
  const t = useTranslations("ui.form");
  const { pending, isDirty } = useFormContextOfAction();
  return (
    <div className="flex flex-wrap items-center justify-end gap-2 pt-1 max-sm:*:flex-1">
      {guard ? <LeaveGuard active={isDirty && !pending} keep={keep} /> : null}
      {secondary}
      <Button type="submit" variant="primary" isPending={pending} pendingLabel={pendingLabel ?? t("saving")}>
        {submitLabel}
      </Button>
    </div>
  );
}
