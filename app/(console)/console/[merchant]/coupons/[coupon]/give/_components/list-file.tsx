"use client";

import { FileUp } from "lucide-react";
import { useTranslations } from "next-intl";
import { DropZone } from "react-aria-components/DropZone";
import { FileTrigger } from "react-aria-components/FileTrigger";
import { Button } from "@/components/ui/button";

type ListFileProps = { name: string | null; error?: string; onFile: (file: File | null) => void };

export function ListFile({ name, error, onFile }: ListFileProps) {
  const t = useTranslations("coupon-giving");
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
      <FileTrigger
        acceptedFileTypes={[".csv", ".xlsx", ".txt"]}
        onSelect={(files) => onFile(files?.[0] ?? null)}
      >
        <Button>{t(name ? "otherFile" : "chooseFile")}</Button>
      </FileTrigger>
      {error ? (
        <p role="alert" className="text-xs text-danger">
          {error}
        </p>
      ) : (
        <p className="text-xs text-ink-2">{t("fileHelp")}</p>
      )}
    </DropZone>
  );
}
