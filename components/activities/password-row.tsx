"use client";

import { Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useFormContext, useWatch } from "react-hook-form";
import { AddStock } from "@/components/activities/add-stock";
import type { ActivityFormValues } from "@/components/activities/form-values";
import { PasswordPrizes } from "@/components/activities/password-prizes";
import { otherSpellings } from "@/components/activities/password-words";
import { usePrizeCoupons } from "@/components/activities/prize-coupons";
import { Button } from "@/components/ui/button";
import { FormNumber, FormText } from "@/components/ui/form-fields";
import { StockBar } from "@/components/ui/stock-bar";

type PasswordRowProps = { index: number; onRemove?: () => void };

export function PasswordRow({ index, onRemove }: PasswordRowProps) {
  const t = useTranslations("activities.form.passwords");
  const name = `rules.passwords.${index}` as const;
  const { control, getValues, trigger } = useFormContext<ActivityFormValues>();
  const row = useWatch({ control, name });
  if (!row) return null;
  const spellings = otherSpellings(row.password);
  const position = index + 1;
  const won = row.issued > 0;
  const checkTwins = () => {
    const filled = getValues("rules.passwords").flatMap((other, at) =>
      other.password.trim() === "" ? [] : [`rules.passwords.${at}.password` as const],
    );
    void trigger(filled);
  };
  return (
    <fieldset className="grid min-w-0 gap-4 rounded-lg border border-border bg-bg p-4">
      <legend className="sr-only">{t("row", { position })}</legend>
      <div className="flex items-center justify-between gap-3">
        <span aria-hidden="true" className="text-md font-semibold text-ink">
          {t("row", { position })}
        </span>
        {onRemove && !won ? (
          <Button size="sm" variant="ghost" onPress={onRemove} aria-label={t("removeRow", { position })}>
            <Trash2 aria-hidden="true" />
            {t("remove")}
          </Button>
        ) : won ? (
          <span className="text-xs text-ink-2">{t("wonAlready")}</span>
        ) : null}
      </div>
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <FormText
          name={`${name}.password`}
          label={t("password")}
          isRequired
          mono
          autoComplete="off"
          maxLength={200}
          help={spellings.length > 0 ? <Spellings texts={spellings} /> : t("passwordHelp")}
          onValue={checkTwins}
        />
        {row.poolId ? (
          <ExistingStock
            index={index}
            poolId={row.poolId}
            issued={row.issued}
            inventory={row.inventory ?? 0}
          />
        ) : (
          <FormNumber
            name={`${name}.inventory`}
            label={t("inventory")}
            isRequired
            help={t("inventoryHelp")}
            suffix={t("wins")}
          />
        )}
      </div>
      <PasswordPrizes index={index} />
    </fieldset>
  );
}

function Spellings({ texts }: { texts: readonly string[] }) {
  const t = useTranslations("activities.form.passwords");
  return t.rich("spellings", {
    count: texts.length,
    first: texts[0] ?? "",
    second: texts[1] ?? "",
    code: (chunks) => (
      <code className="inline-block rounded-sm bg-sunken px-1 font-mono text-ink">{chunks}</code>
    ),
  });
}

type ExistingStockProps = { index: number; poolId: string; issued: number; inventory: number };

/** How far a stock is used up that is there already: it only grows. */
export function ExistingStock({ index, poolId, issued, inventory }: ExistingStockProps) {
  const t = useTranslations("activities.form.passwords");
  const { place } = usePrizeCoupons();
  const { resetField } = useFormContext<ActivityFormValues>();
  return (
    <div className="grid gap-1.5">
      <span className="label">{t("stock")}</span>
      <div className="flex flex-wrap items-center gap-3">
        <StockBar used={issued} total={inventory} />
        <AddStock
          place={place}
          poolId={poolId}
          inventory={inventory}
          issued={issued}
          label={t("addStockTo", { position: index + 1 })}
          onAdded={(defaultValue) => resetField(`rules.passwords.${index}.inventory`, { defaultValue })}
        />
      </div>
      <span className="text-xs text-ink-2">{t("stockHelp")}</span>
    </div>
  );
}
