"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { toast } from "./toast";

/** Copies a moment as programs write it. */
export function TimeCopy({ at }: { at: Date }) {
  const t = useTranslations("ui.copy");
  const [copied, setCopied] = useState<string | null>(null);
  const forms = { ISO: at.toISOString(), Unix: String(Math.floor(at.getTime() / 1000)) };
  const copy = async (text: string) => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(text);
    } catch {
      toast.danger(t("failed"));
    }
  };
  return (
    <span className="flex gap-2" aria-live="polite">
      {Object.entries(forms).map(([name, text]) => (
        <button
          key={name}
          type="button"
          aria-label={t("label", { text })}
          className="h-7 rounded-md border border-border px-2 text-xs text-ink-2 hover:bg-sunken"
          onClick={() => void copy(text)}
        >
          {copied === text ? t("done") : name}
        </button>
      ))}
    </span>
  );
}
