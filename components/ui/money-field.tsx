"use client";

import { useLocale } from "next-intl";
import { moneyParts, moneyText, parseMoney } from "@/lib/kernel/money";
import type { FieldProps } from "./field";
import { ParsedField } from "./parsed-field";

export type MoneyFieldProps = FieldProps<number | null> & {
  currency: string;
  placeholder?: string;
  labelHidden?: boolean;
  className?: string;
};

/** An amount of money: minor units in and out, the currency's sign in front, its decimals enforced. */
export function MoneyField({ currency, ...props }: MoneyFieldProps) {
  const locale = useLocale();
  return (
    <ParsedField
      inputMode="decimal"
      prefix={moneyParts(0, currency, locale).symbol}
      parse={(text) => parseMoney(text, currency)}
      format={(value) => moneyText(value, currency)}
      {...props}
    />
  );
}
