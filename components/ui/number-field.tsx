"use client";

import { useLocale } from "next-intl";
import type { FieldProps } from "./field";
import { parseWhole } from "./parse-whole";
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
