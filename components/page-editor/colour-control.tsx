"use client";

import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { DialogTrigger, Popover, Dialog as RacDialog } from "react-aria-components";
import { Button } from "@/components/ui/button";
import type { HexColour } from "@/lib/kernel/colour";

const ColourPanel = dynamic(() => import("./colour-panel").then((file) => file.ColourPanel), { ssr: false });

type ColourControlProps = {
  label: string;
  value: HexColour | null;
  /** What is shown in the picker while the value is null. */
  fallback: HexColour;
  onChange: (value: HexColour | null) => void;
};

/** A colour of the theme: picked or typed in a panel of its own, or left to the brand. */
export function ColourControl({ label, value, fallback, onChange }: ColourControlProps) {
  const t = useTranslations("page-editor");
  return (
    <div className="flex items-center gap-2">
      <DialogTrigger>
        <Button className="min-w-0 flex-1 justify-start">
          <span
            aria-hidden="true"
            className="size-5 shrink-0 rounded border border-border-strong"
            style={{ background: value ?? fallback }}
          />
          <span className="truncate">{label}</span>
          <span className="ml-auto font-mono text-xs text-ink-2">{value ?? t("fromBrand")}</span>
        </Button>
        <Popover placement="left top" className="rounded-xl border border-border bg-raised p-3 shadow-e2">
          <RacDialog aria-label={label} className="grid min-h-64 w-56 content-start gap-3 outline-none">
            <ColourPanel value={value ?? fallback} onChange={onChange} />
          </RacDialog>
        </Popover>
      </DialogTrigger>
      {value === null ? null : (
        <Button size="sm" variant="ghost" onPress={() => onChange(null)}>
          {t("reset")}
          <span className="sr-only">{label}</span>
        </Button>
      )}
    </div>
  );
}
