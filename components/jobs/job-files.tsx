"use client";

import { Download } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { consolePath } from "@/components/merchants/console-path";
import type { ActionPlace } from "@/components/ui/action-result";

export type FileOfJob = {
  readonly id: string;
  readonly role: "result" | "refused";
  readonly name: string;
  readonly bytes: number;
};

type JobFilesProps = { place: ActionPlace; files: readonly FileOfJob[] };

const size = (bytes: number, locale: string) => {
  const [value, unit] = bytes < 1_000_000 ? [bytes / 1000, "kilobyte"] : [bytes / 1_000_000, "megabyte"];
  const options = { style: "unit", unit, maximumFractionDigits: value < 10 ? 1 : 0 } as const;
  return new Intl.NumberFormat(locale, options).format(value);
};

/** What a job made, to take. Plain links: a download is no page to go to. */
export function JobFiles({ place, files }: JobFilesProps) {
  const t = useTranslations("jobs");
  const locale = useLocale();
  if (files.length === 0) return null;
  return (
    <ul className="grid gap-1">
      {files.map(({ id, role, name, bytes }) => (
        <li key={id}>
          <a
            href={consolePath(place, "files", id)}
            download
            className="inline-flex min-h-6 max-w-full items-center gap-1.5 text-xs text-brand underline-offset-2 hover:underline"
          >
            <Download aria-hidden="true" className="size-3.5 shrink-0" />
            <span className="wrap-anywhere">{role === "refused" ? t("refusedFile", { name }) : name}</span>
            <span className="shrink-0 text-ink-2">{size(bytes, locale)}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}
