"use client";

import { Popover } from "@heroui/react";
import { Pencil } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { Button } from "./button";

type InlineEditProps = {
  /** What is edited, for people who do not see the pencil: "Stock of Winter coupon". */
  label: string;
  value: ReactNode;
  children: (close: () => void) => ReactNode;
};

/** A value with a pencil that opens its own small form; closing gives the focus back to the pencil. */
export function InlineEdit({ label, value, children }: InlineEditProps) {
  const t = useTranslations("ui");
  const [open, setOpen] = useState(false);
  return (
    <span className="inline-flex max-w-full min-w-0 items-center gap-1 max-sm:whitespace-normal">
      <span className="min-w-0">{value}</span>
      <Popover isOpen={open} onOpenChange={setOpen}>
        <Button
          variant="ghost"
          size="sm"
          iconOnly
          className="size-6 text-ink-2"
          aria-label={t("edit", { name: label })}
        >
          <Pencil aria-hidden="true" className="size-3.5" />
        </Button>
        <Popover.Content placement="bottom end" className="w-80 max-w-[92vw]">
          <Popover.Dialog aria-label={t("edit", { name: label })} className="p-4">
            {children(() => setOpen(false))}
          </Popover.Dialog>
        </Popover.Content>
      </Popover>
    </span>
  );
}
