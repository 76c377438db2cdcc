"use client";

import { Plus, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useController } from "react-hook-form";
import { ConditionRow, type DraftCondition, newCondition } from "@/components/members/condition-row";
import type { RuleNames } from "@/components/members/rule-words";
import { Button } from "@/components/ui/button";
import { RadioGroup } from "@/components/ui/radio-group";
import { groupRuleSchema, RULE_PARTS } from "@/lib/members/schema";

export type Join = "all" | "any";
export type DraftPart = DraftCondition | { type: Join; rules: DraftCondition[] };
/** A rule being written: always a list, and a condition may lack what it asks for. */
export type DraftRule = { type: Join; rules: DraftPart[] };

/** Whether everything a rule asks for is there. */
export const isWhole = (rule: DraftRule) => groupRuleSchema.safeParse(rule).success;

type RuleBuilderProps = { name: string; names: RuleNames };

/** M3: conditions and parts of conditions, of which all or any must hold. */
export function RuleBuilder({ name, names }: RuleBuilderProps) {
  const t = useTranslations("organise.builder");
  const { field, fieldState } = useController<Record<string, DraftRule>>({ name });
  const rule = field.value;
  const change = (rules: DraftPart[]) => field.onChange({ ...rule, rules });
  const put = (at: number, part: DraftPart) => change(rule.rules.map((one, i) => (i === at ? part : one)));
  const drop = (at: number) => change(rule.rules.filter((_, i) => i !== at));
  const full = rule.rules.length >= RULE_PARTS;
  return (
    <div id={`field-${name}`} className="grid min-w-0 gap-3">
      <JoinChoice
        label={t("join")}
        value={rule.type}
        onChange={(type) => field.onChange({ ...rule, type })}
      />
      {rule.rules.map((part, at) =>
        "rules" in part ? (
          <PartBox
            // biome-ignore lint/suspicious/noArrayIndexKey: a part is known by its place alone
            key={at}
            position={at + 1}
            part={part}
            names={names}
            onChange={(next) => put(at, next)}
            onRemove={() => drop(at)}
          />
        ) : (
          <ConditionRow
            // biome-ignore lint/suspicious/noArrayIndexKey: a condition is known by its place alone
            key={at}
            position={String(at + 1)}
            condition={part}
            names={names}
            onChange={(next) => put(at, next)}
            onRemove={rule.rules.length > 1 ? () => drop(at) : undefined}
          />
        ),
      )}
      {fieldState.error?.message ? (
        <p role="alert" className="text-xs text-danger">
          {fieldState.error.message}
        </p>
      ) : null}
      <div className="flex flex-wrap gap-2">
        <Button size="sm" isDisabled={full} onPress={() => change([...rule.rules, newCondition()])}>
          <Plus aria-hidden="true" />
          {t("addCondition")}
        </Button>
        <Button
          size="sm"
          isDisabled={full}
          onPress={() =>
            change([...rule.rules, { type: rule.type === "all" ? "any" : "all", rules: [newCondition()] }])
          }
        >
          <Plus aria-hidden="true" />
          {t("addPart")}
        </Button>
      </div>
    </div>
  );
}

type PartBoxProps = {
  position: number;
  part: { type: Join; rules: DraftCondition[] };
  names: RuleNames;
  onChange: (part: DraftPart) => void;
  onRemove: () => void;
};

function PartBox({ position, part, names, onChange, onRemove }: PartBoxProps) {
  const t = useTranslations("organise.builder");
  const put = (at: number, next: DraftCondition) =>
    onChange({ ...part, rules: part.rules.map((one, i) => (i === at ? next : one)) });
  return (
    <fieldset className="grid min-w-0 gap-3 rounded-lg border border-border bg-sunken/50 p-3">
      <legend className="sr-only">{t("part", { position })}</legend>
      <div className="flex items-start justify-between gap-2">
        <JoinChoice
          label={t("joinPart")}
          value={part.type}
          onChange={(type) => onChange({ ...part, type })}
        />
        <Button
          size="sm"
          variant="ghost"
          iconOnly
          onPress={onRemove}
          aria-label={t("removePart", { position })}
        >
          <Trash2 aria-hidden="true" />
        </Button>
      </div>
      {part.rules.map((condition, at) => (
        <ConditionRow
          // biome-ignore lint/suspicious/noArrayIndexKey: a condition is known by its place alone
          key={at}
          position={`${position}.${at + 1}`}
          condition={condition}
          names={names}
          onChange={(next) => put(at, next)}
          onRemove={
            part.rules.length > 1
              ? () => onChange({ ...part, rules: part.rules.filter((_, i) => i !== at) })
              : undefined
          }
        />
      ))}
      <div>
        <Button
          size="sm"
          isDisabled={part.rules.length >= RULE_PARTS}
          onPress={() => onChange({ ...part, rules: [...part.rules, newCondition()] })}
        >
          <Plus aria-hidden="true" />
          {t("addCondition")}
        </Button>
      </div>
    </fieldset>
  );
}

function JoinChoice({
  label,
  value,
  onChange,
}: {
  label: string;
  value: Join;
  onChange: (join: Join) => void;
}) {
  const t = useTranslations("organise.builder");
  return (
    <RadioGroup
      label={label}
      variant="segments"
      value={value}
      onChange={(next) => onChange(next === "any" ? "any" : "all")}
      options={[
        { value: "all", label: t("all") },
        { value: "any", label: t("any") },
      ]}
    />
  );
}
