"use client";

import { useTranslations } from "next-intl";
import { useFormContext, useWatch } from "react-hook-form";
import { FormDateTime, FormDateTimeRange, FormNumber, FormRadio } from "@/components/ui/form-fields";

type ValidityFieldsProps = { timeZone: string; compact?: boolean };

/** When vouchers work (C12), bound to `validity.*` of the form around it. */
export function ValidityFields({ timeZone, compact = false }: ValidityFieldsProps) {
  const t = useTranslations("coupons.form");
  const { control } = useFormContext();
  const type: unknown = useWatch({ control, name: "validity.type" });
  const option = (value: string, key: string) => ({
    value,
    label: t(key),
    description: compact ? undefined : t(`${key}Help`),
  });
  return (
    <div className="grid gap-4">
      <FormRadio
        name="validity.type"
        label={t("validityType")}
        variant={compact ? "list" : "cards"}
        options={[
          option("fixed", "fixed"),
          option("days_after_claim", "afterClaim"),
          option("hours_after_claim", "hoursFromClaim"),
          option("permanent", "permanent"),
        ]}
      />
      {type === "fixed" ? <FixedDates timeZone={timeZone} compact={compact} /> : null}
      {type === "days_after_claim" ? (
        <div className="grid grid-cols-2 items-start gap-4">
          <FormNumber name="validity.days" label={t("days")} suffix={t("daysSuffix")} />
          <FormNumber
            name="validity.startAfterDays"
            label={t("startAfter")}
            suffix={t("daysSuffix")}
            help={t("startAfterHelp")}
          />
        </div>
      ) : null}
      {type === "hours_after_claim" ? (
        <div className="grid grid-cols-2 items-start gap-4">
          <FormNumber
            name="validity.hours"
            label={t("hoursCount")}
            suffix={t("hoursSuffix")}
            help={t("hoursFromClaimHelp")}
          />
        </div>
      ) : null}
    </div>
  );
}

function FixedDates({ timeZone, compact }: ValidityFieldsProps) {
  const t = useTranslations("coupons.form");
  if (!compact) {
    return (
      <FormDateTimeRange
        fromName="validity.from"
        untilName="validity.until"
        label={t("dates")}
        granularity="day"
        timeZone={timeZone}
      />
    );
  }
  return (
    <>
      <FormDateTime
        name="validity.from"
        label={t("firstDay")}
        granularity="day"
        timeZone={timeZone}
        zoneHidden
      />
      <FormDateTime name="validity.until" label={t("lastDay")} granularity="day" timeZone={timeZone} />
    </>
  );
}
