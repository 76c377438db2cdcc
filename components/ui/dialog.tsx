"use client";

import { Modal } from "@heroui/react";
import { type ReactNode, useState } from "react";
import { DialogTrigger } from "react-aria-components/Dialog";

type DialogProps = {
  title: string;
  trigger?: ReactNode;
  isOpen?: boolean;
  onOpenChange?: (open: boolean) => void;
  /** `xl`: two phones beside each other. */
  size?: "sm" | "md" | "lg" | "xl";
  role?: "dialog" | "alertdialog";
  footer?: ReactNode | ((close: () => void) => ReactNode);
  children: ReactNode | ((close: () => void) => ReactNode);
};

export function Dialog({
  title,
  trigger,
  isOpen,
  onOpenChange,
  size = "md",
  role,
  footer,
  children,
}: DialogProps) {
  const [own, setOwn] = useState(false);
  const open = isOpen ?? own;
  const change = (next: boolean) => {
    setOwn(next);
    onOpenChange?.(next);
  };
  const close = () => change(false);
  const fill = (part: DialogProps["footer"]) => (typeof part === "function" ? part(close) : part);
  const modal = (
    <Modal.Backdrop isOpen={open} onOpenChange={change}>
      <Modal.Container size={size === "xl" ? "lg" : size} placement="auto" scroll="inside">
        <Modal.Dialog role={role} className={size === "xl" ? "sm:max-w-[896px]" : undefined}>
          <Modal.CloseTrigger />
          <Modal.Header>
            <Modal.Heading className="pr-8 text-lg font-semibold">{title}</Modal.Heading>
          </Modal.Header>
          <Modal.Body className="text-sm text-ink">{fill(children)}</Modal.Body>
          {footer ? <Modal.Footer>{fill(footer)}</Modal.Footer> : null}
        </Modal.Dialog>
      </Modal.Container>
    </Modal.Backdrop>
  );
  if (!trigger) return modal;
  return (
    <DialogTrigger isOpen={open} onOpenChange={change}>
      {trigger}
      {modal}
    </DialogTrigger>
  );
}
