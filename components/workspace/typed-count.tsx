"use client";

import { useTranslations } from "next-intl";
import { TextField } from "@/components/ui/text-field";

/** Whether the number of so many things was typed; one alone needs none. */
export const isTypedCount = (typed: string, count: number) => count < 2 || typed.trim() === String(count);

type TypedCountProps = { count: number; value: string; onChange: (value: string) => void };

/** Where the number of several things is typed before something is done to them for good. */
export function TypedCount({ count, value, onChange }: TypedCountProps) {
  const t = useTranslations("workspace.bulk");
  if (count < 2) return null;
  return (
    <TextField
      label={t("typeCount", { count })}
      value={value}
      onChange={onChange}
      inputMode="numeric"
      autoComplete="off"
      maxLength={5}
      isRequired
    />
  );
}
