"use client";

import { useLocale, useTranslations } from "next-intl";
import type { DraftStatus } from "@/components/workspace/use-draft";

/** Says how far what was typed is kept: nothing yet (`none` says when, for what has no name), typed and not sent, at work, kept at a time, or why not. */
export function DraftLine({ status, none }: { status: DraftStatus; none?: string }) {
  const t = useTranslations("workspace.drafts");
  const locale = useLocale();
  const clock = new Intl.DateTimeFormat(locale, { timeStyle: "short", hourCycle: "h23" });
  const text =
    status.type === "saving" || status.type === "pending"
      ? t(status.type)
      : status.type === "saved"
        ? t("saved", { at: clock.format(status.at) })
        : status.type === "stopped"
          ? status.words || t("offline")
          : (none ?? t("none"));
  return (
    <p role="status" className="min-h-4 text-xs text-ink-2">
      {text}
    </p>
  );
}
