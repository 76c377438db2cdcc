"use client";

import { useLocale } from "next-intl";
import type { FieldProps } from "./field";
import { ParsedField } from "./parsed-field";

export type NumberFieldProps = FieldProps<number | null> & {
  suffix?: string;
  prefix?: string;
  placeholder?: string;
  labelHidden?: boolean;
  className?: string;
};

/** Whole numbers of zero and more, grouped the way the reader's language does. */
export function NumberField(props: NumberFieldProps) {
  const locale = useLocale();
  const words = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  return (
    <ParsedField inputMode="numeric" parse={parseWhole} format={(value) => words.format(value)} {...props} />
  );
}

function parseWhole(text: string): number | null {
  const digits = text.normalize("NFKC").replace(/[\s,._’']/g, "");
  if (!/^\d{1,15}$/.test(digits)) return null;
  return Number(digits);
}
