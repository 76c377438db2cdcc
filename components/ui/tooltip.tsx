"use client";

import { Tooltip as HeroTooltip, Popover } from "@heroui/react";
import { Info } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "./button";

export function Tooltip({ text, children }: { text: string; children: ReactNode }) {
  return (
    <HeroTooltip>
      {children}
      <HeroTooltip.Content>{text}</HeroTooltip.Content>
    </HeroTooltip>
  );
}

/** A definition behind a button: works by pointer, touch and keyboard, unlike a hover tip. */
export function InfoTip({ label, text }: { label: string; text: string }) {
  const t = useTranslations("ui");
  return (
    <Popover>
      <Button
        variant="ghost"
        size="sm"
        iconOnly
        className="size-6 text-ink-2"
        aria-label={t("definitionOf", { name: label })}
      >
        <Info aria-hidden="true" className="size-3.5" />
      </Button>
      <Popover.Content className="max-w-72">
        <Popover.Dialog aria-label={label} className="p-3 text-sm text-ink">
          {text}
        </Popover.Dialog>
      </Popover.Content>
    </Popover>
  );
}
