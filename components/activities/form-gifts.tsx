"use client";

import { useTranslations } from "next-intl";
import { useFormContext, useWatch } from "react-hook-form";
import type { ActivityFormValues } from "@/components/activities/form-values";
import { PasswordPrizes } from "@/components/activities/password-prizes";
import { ExistingStock } from "@/components/activities/password-row";
import { usePrizeCoupons } from "@/components/activities/prize-coupons";
import { FormNumber, FormRadio, FormText } from "@/components/ui/form-fields";
import { FormSection } from "@/components/ui/form-page";

/** What a claim page gives (A4): its coupons, how many times, by a press or by opening it, and where each is used. */
export function FormGifts() {
  const t = useTranslations("activities.form");
  const { control } = useFormContext<ActivityFormValues>();
  const row = useWatch({ control, name: "rules.passwords.0" });
  const { known } = usePrizeCoupons();
  if (!row) return null;
  return (
    <FormSection id="passwords" title={t("gifts.title")} help={t("gifts.help")}>
      <PasswordPrizes index={0} />
      <div className="grid items-start gap-4 sm:grid-cols-2">
        {row.poolId ? (
          <ExistingStock index={0} poolId={row.poolId} issued={row.issued} inventory={row.inventory ?? 0} />
        ) : (
          <FormNumber
            name="rules.passwords.0.inventory"
            label={t("gifts.stock")}
            isRequired
            help={t("gifts.stockHelp")}
            suffix={t("times")}
          />
        )}
        <FormNumber
          name="rules.perMember"
          label={t("gifts.perMember")}
          placeholder={t("noLimit")}
          suffix={t("times")}
        />
      </div>
      <FormRadio
        name="rules.opensBy"
        label={t("gifts.opensBy")}
        options={[
          { value: "press", label: t("gifts.press") },
          { value: "open", label: t("gifts.open") },
        ]}
      />
      {row.prizes.map(({ couponId }) => (
        <FormText
          key={couponId}
          name={`rules.useLinks.${couponId}`}
          label={t("gifts.useLink", { name: known.get(couponId)?.name ?? couponId })}
          help={t("gifts.useLinkHelp")}
          maxLength={500}
          autoComplete="off"
        />
      ))}
    </FormSection>
  );
}
