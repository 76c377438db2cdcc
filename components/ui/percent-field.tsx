"use client";

import { useTranslations } from "next-intl";
import type { FieldProps } from "./field";
import { ParsedField } from "./parsed-field";

export type PercentFieldProps = FieldProps<number | null> & { className?: string };

/** A percentage with up to two decimals: basis points in and out, both readings shown ("20% off = 8 折"). */
export function PercentField({ help, ...props }: PercentFieldProps) {
  const t = useTranslations("ui.percent");
  const { value } = props;
  const valid = value !== null && value > 0 && value < 10_000;
  const readings = valid ? t("readings", { off: formatBps(value), fold: formatFold(value) }) : help;
  return (
    <ParsedField
      inputMode="decimal"
      suffix="%"
      parse={parseBps}
      format={formatBps}
      help={readings}
      {...props}
    />
  );
}

function parseBps(text: string): number | null {
  const match = /^(\d{1,3})(?:\.(\d{1,2}))?$/.exec(
    text.normalize("NFKC").replace(/[%\s]/g, "").replace(",", "."),
  );
  return match ? Number(match[1]) * 100 + Number((match[2] ?? "").padEnd(2, "0")) : null;
}

/** 2050 -> "20.5". */
export function formatBps(bps: number): string {
  return String(bps / 100);
}

/** What is left to pay, in tenths: 2000 bps off -> "8", 1500 -> "8.5". */
export function formatFold(bps: number): string {
  return String((10_000 - bps) / 1000);
}
