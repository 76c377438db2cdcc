"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useState, useTransition } from "react";
import { Banner } from "./banner";
import { Button } from "./button";
import { Dialog } from "./dialog";

type ConfirmDialogProps = {
  title: string;
  confirmLabel: string;
  cancelLabel?: string;
  danger?: boolean;
  trigger?: ReactNode;
  isOpen?: boolean;
  onOpenChange?: (open: boolean) => void;
  /** What happens on "yes". A returned text is shown as the error and the dialog stays. */
  onConfirm: () => unknown;
  children?: ReactNode;
};

export function ConfirmDialog(props: ConfirmDialogProps) {
  const { title, confirmLabel, cancelLabel, danger, onConfirm, children, ...dialog } = props;
  const t = useTranslations("ui");
  const [error, setError] = useState<string | null>(null);
  const [pending, startTransition] = useTransition();
  const confirm = (close: () => void) =>
    startTransition(async () => {
      setError(null);
      const problem = await onConfirm();
      if (typeof problem === "string") setError(problem);
      else close();
    });
  return (
    <Dialog
      {...dialog}
      title={title}
      size="sm"
      role="alertdialog"
      footer={(close) => (
        <>
          <Button onPress={close} isDisabled={pending}>
            {cancelLabel ?? t("cancel")}
          </Button>
          <Button variant={danger ? "danger" : "primary"} isPending={pending} onPress={() => confirm(close)}>
            {confirmLabel}
          </Button>
        </>
      )}
    >
      <div className="grid gap-3">
        {error ? <Banner tone="danger">{error}</Banner> : null}
        <div>{children}</div>
      </div>
    </Dialog>
  );
}
