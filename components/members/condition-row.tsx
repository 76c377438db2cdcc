"use client";

import { Trash2 } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { monthName, type RuleNames } from "@/components/members/rule-words";
import { Button } from "@/components/ui/button";
import { MoneyField } from "@/components/ui/money-field";
import { NumberField } from "@/components/ui/number-field";
import { Select } from "@/components/ui/select";

const kinds = [
  "registered_within",
  "birthday_month",
  "tagged",
  "in_tier",
  "in_top_tier",
  "first_order_done",
  "no_order_for",
  "spent_at_least",
] as const;
type Kind = (typeof kinds)[number];

/** A condition being written: what it asks for may not be there yet. */
export type DraftCondition = {
  type: Kind;
  days?: number | null;
  month?: number | null;
  tagId?: string;
  tierId?: string;
  amountMinor?: number | null;
};

export const newCondition = (type: Kind = "registered_within"): DraftCondition => {
  if (type === "registered_within" || type === "no_order_for") return { type, days: 30 };
  if (type === "spent_at_least") return { type, amountMinor: null, days: 90 };
  if (type === "birthday_month") return { type, month: null };
  if (type === "tagged") return { type, tagId: "" };
  if (type === "in_tier") return { type, tierId: "" };
  return { type };
};

type ConditionRowProps = {
  /** "2", or "2.1" within a part. */
  position: string;
  condition: DraftCondition;
  names: RuleNames;
  onChange: (condition: DraftCondition) => void;
  onRemove?: () => void;
};

export function ConditionRow({ position, condition, names, onChange, onRemove }: ConditionRowProps) {
  const t = useTranslations("organise.builder");
  return (
    <fieldset className="flex min-w-0 flex-wrap items-start gap-2 rounded-md border border-border bg-surface p-2">
      <legend className="sr-only">{t("condition", { position })}</legend>
      <Select
        className="min-w-52 flex-1"
        label={t("asks", { position })}
        labelHidden
        value={condition.type}
        onChange={(type) => onChange(newCondition(kinds.find((kind) => kind === type)))}
        options={kinds.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) }))}
      />
      <ConditionValue {...{ position, condition, names, onChange }} />
      {onRemove ? (
        <Button size="sm" variant="ghost" iconOnly onPress={onRemove} aria-label={t("remove", { position })}>
          <Trash2 aria-hidden="true" />
        </Button>
      ) : null}
    </fieldset>
  );
}

function ConditionValue({ position, condition, names, onChange }: Omit<ConditionRowProps, "onRemove">) {
  const t = useTranslations("organise.builder");
  const locale = useLocale();
  const choice = (
    value: string,
    label: string,
    placeholder: string,
    options: RuleNames["tags"],
    key: string,
  ) => (
    <Select
      className="min-w-40 flex-1"
      label={`${label} (${position})`}
      labelHidden
      placeholder={placeholder}
      value={value}
      onChange={(id) => onChange({ ...condition, [key]: id })}
      options={options.map((one) => ({ value: one.id, label: one.name }))}
    />
  );
  const days = (
    <NumberField
      className="w-32"
      label={t("days", { position })}
      labelHidden
      suffix={t("daysShort")}
      value={condition.days ?? null}
      onChange={(days) => onChange({ ...condition, days })}
    />
  );
  switch (condition.type) {
    case "registered_within":
    case "no_order_for":
      return days;
    case "spent_at_least":
      return (
        <>
          <MoneyField
            className="w-36"
            label={t("amount", { position })}
            labelHidden
            currency={names.currency}
            value={condition.amountMinor ?? null}
            onChange={(amountMinor) => onChange({ ...condition, amountMinor })}
          />
          {days}
        </>
      );
    case "birthday_month":
      return (
        <Select
          className="min-w-40 flex-1"
          label={t("month", { position })}
          labelHidden
          value={String(condition.month ?? 0)}
          onChange={(month) => onChange({ ...condition, month: Number(month) || null })}
          options={[
            { value: "0", label: t("thisMonth") },
            ...Array.from({ length: 12 }, (_, at) => ({
              value: String(at + 1),
              label: monthName(at + 1, locale),
            })),
          ]}
        />
      );
    case "tagged":
      return choice(condition.tagId ?? "", t("tag"), t("chooseTag"), names.tags, "tagId");
    case "in_tier":
      return choice(condition.tierId ?? "", t("tier"), t("chooseTier"), names.tiers, "tierId");
    default:
      return null;
  }
}
