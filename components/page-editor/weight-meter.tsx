"use client";

import { useFormatter, useTranslations } from "next-intl";
import { cx } from "@/components/ui/class-names";
import { type PageWeight, pageWeight } from "@/lib/activities/rules/page-weight";

const tones: Record<PageWeight, string> = {
  light: "bg-success",
  fair: "bg-warning",
  heavy: "bg-danger",
};

/** How heavy the page's pictures are for a phone, in words and in a colour, and what its videos weigh for who plays them. */
export function WeightMeter({ bytes, videoBytes }: { bytes: number | null; videoBytes: number }) {
  const t = useTranslations("page-editor.weight");
  const format = useFormatter();
  if (bytes === null) return <p className="ml-auto text-xs text-ink-2">{t("unknown")}</p>;
  const weight = pageWeight(bytes);
  const pictures = t("pictures", { size: format.number(Math.ceil(bytes / 1000)), weight: t(weight) });
  const megabytes = Math.ceil((videoBytes * 10) / 1024 / 1024) / 10;
  return (
    <p className="ml-auto flex min-h-8 items-center gap-2 text-xs text-ink-2">
      <span aria-hidden="true" className={cx("size-2.5 rounded-full", tones[weight])} />
      {videoBytes > 0 ? t("withVideo", { pictures, size: format.number(megabytes) }) : pictures}
    </p>
  );
}
