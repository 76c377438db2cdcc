"use client";

import { Plus, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useFieldArray, useFormContext, useWatch } from "react-hook-form";
import { ColourField } from "@/components/members/colour-field";
import { SortButtons, useDragOrder } from "@/components/members/sort-handle";
import { Button } from "@/components/ui/button";
import { FormMoney, FormText } from "@/components/ui/form-fields";
import { labelColours, TIERS_AT_MOST } from "@/lib/members/schema";
import type { PlanFormValues } from "./plan-form";

const newTier = (at: number) => ({
  ...{ id: null, name: "", thresholdMinor: null, benefits: "" },
  colour: labelColours[at % labelColours.length] ?? ("grey" as const),
});

/** The ladder of a plan, lowest first. */
export function TierRows({ currency }: { currency: string }) {
  const t = useTranslations("organise.plan");
  const { control } = useFormContext<PlanFormValues>();
  const { fields, append, remove, move } = useFieldArray({ control, name: "plan.tiers", keyName: "key" });
  const drag = useDragOrder(move);
  const full = fields.length >= TIERS_AT_MOST;
  return (
    <>
      {fields.map((field, at) => (
        <TierRow
          key={field.key}
          at={at}
          count={fields.length}
          currency={currency}
          onMove={move}
          drag={drag}
          onRemove={fields.length > 1 ? () => remove(at) : undefined}
        />
      ))}
      <div className="flex flex-wrap items-center gap-3">
        <Button
          isDisabled={full}
          onPress={() => append(newTier(fields.length), { focusName: `plan.tiers.${fields.length}.name` })}
        >
          <Plus aria-hidden="true" />
          {t("addTier")}
        </Button>
        <span role="status" className="text-xs text-ink-2">
          {t("count", { count: fields.length, max: TIERS_AT_MOST })}
        </span>
      </div>
    </>
  );
}

type TierRowProps = {
  at: number;
  count: number;
  currency: string;
  onMove: (from: number, to: number) => void;
  drag: ReturnType<typeof useDragOrder>;
  onRemove?: () => void;
};

function TierRow({ at, count, currency, onMove, drag, onRemove }: TierRowProps) {
  const t = useTranslations("organise.plan");
  const name = `plan.tiers.${at}` as const;
  const typed = useWatch<PlanFormValues, `plan.tiers.${number}.name`>({ name: `${name}.name` });
  const called = typed || t("tier", { position: at + 1 });
  return (
    <fieldset
      {...drag.row(at)}
      className="grid min-w-0 gap-3 rounded-lg border border-border bg-bg p-4 data-dragged:opacity-60"
    >
      <legend className="sr-only">{called}</legend>
      <div className="flex items-center justify-between gap-3">
        <span aria-hidden="true" className="text-md font-semibold text-ink">
          {t("tier", { position: at + 1 })}
        </span>
        <span className="flex items-center">
          <SortButtons name={called} at={at} count={count} onMove={onMove} handle={drag.handle(at)} />
          {onRemove ? (
            <Button
              size="sm"
              variant="ghost"
              iconOnly
              onPress={onRemove}
              aria-label={t("remove", { name: called })}
            >
              <Trash2 aria-hidden="true" />
            </Button>
          ) : null}
        </span>
      </div>
      <div className="grid items-start gap-3 sm:grid-cols-3">
        <FormText name={`${name}.name`} label={t("tierName")} maxLength={40} isRequired />
        <FormMoney
          name={`${name}.thresholdMinor`}
          label={t("threshold")}
          currency={currency}
          help={t("thresholdHelp")}
        />
        <ColourField name={`${name}.colour`} />
      </div>
      <FormText
        name={`${name}.benefits`}
        label={t("benefits")}
        maxLength={500}
        multiline
        rows={2}
        help={t("benefitsHelp")}
      />
    </fieldset>
  );
}
