"use client";

import { FileUp } from "lucide-react";
import { useTranslations } from "next-intl";
import { DropZone } from "react-aria-components/DropZone";
import { FileTrigger } from "react-aria-components/FileTrigger";
import { Button } from "@/components/ui/button";

type FileChoiceProps = {
  /** The file that was chosen; null = none yet. */
  name: string | null;
  onFile: (file: File | undefined) => void;
};

/** A CSV or XLSX file for an import, dropped or chosen. */
export function FileChoice({ name, onFile }: FileChoiceProps) {
  const t = useTranslations("jobs.file");
  return (
    <DropZone
      aria-label={t("drop")}
      className="grid justify-items-center gap-2 rounded-lg border border-dashed border-border-strong bg-bg px-4 py-8 text-center data-drop-target:bg-brand-soft"
      onDrop={async ({ items }) => {
        const [item] = items.filter((one) => one.kind === "file");
        if (item) onFile(await item.getFile());
      }}
    >
      <FileUp aria-hidden="true" className="size-6 text-ink-3" />
      <p className="text-sm text-ink">{name ?? t("drop")}</p>
      <FileTrigger acceptedFileTypes={[".csv", ".xlsx"]} onSelect={(files) => onFile(files?.[0])}>
        <Button>{t(name ? "other" : "choose")}</Button>
      </FileTrigger>
      <p className="text-xs text-ink-2">{t("limits")}</p>
    </DropZone>
  );
}
