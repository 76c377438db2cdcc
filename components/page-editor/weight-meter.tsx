"use client";

import { useFormatter, useTranslations } from "next-intl";
import { cx } from "@/components/ui/class-names";
import { type PageWeight, pageWeight } from "@/lib/activities/rules/page-weight";

const tones: Record<PageWeight, string> = {
  light: "bg-success",
  fair: "bg-warning",
  heavy: "bg-danger",
};

/** How heavy the page's pictures are for a phone, in words and in a colour. */
export function WeightMeter({ bytes }: { bytes: number | null }) {
  const t = useTranslations("page-editor.weight");
  const format = useFormatter();
  if (bytes === null) return null;
  const weight = pageWeight(bytes);
  return (
    <p className="ml-auto flex min-h-8 items-center gap-2 text-xs text-ink-2">
      <span aria-hidden="true" className={cx("size-2.5 rounded-full", tones[weight])} />
      {t("pictures", { size: format.number(Math.ceil(bytes / 1000)), weight: t(weight) })}
    </p>
  );
}
