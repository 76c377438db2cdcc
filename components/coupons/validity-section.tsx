"use client";

import { useLocale, useTranslations } from "next-intl";
import { useCouponDraft, useCouponFormFacts } from "@/components/coupons/form-context";
import { validityInput } from "@/components/coupons/form-input";
import type { CouponForm } from "@/components/coupons/form-values";
import { ValidityFields } from "@/components/coupons/validity-fields";
import { FormSection } from "@/components/ui/form-page";
import { voucherWindow } from "@/lib/coupons/rules/window";
import { validitySchema } from "@/lib/coupons/schema";

export function ValiditySection() {
  const t = useTranslations("coupons.form");
  const { timeZone } = useCouponFormFacts();
  const { validity } = useCouponDraft();
  return (
    <FormSection id="validity" title={t("sections.validity")}>
      <ValidityFields timeZone={timeZone} />
      <ClaimedNow validity={validity} timeZone={timeZone} />
    </FormSection>
  );
}

/** What a member who claimed at this moment would get, worked out by the very rule that issues it. */
function ClaimedNow({ validity, timeZone }: { validity: CouponForm["validity"]; timeZone: string }) {
  const t = useTranslations("coupons.form");
  const locale = useLocale();
  const parsed = validitySchema.safeParse(validityInput(validity, timeZone));
  if (!parsed.success) return null;
  const window = voucherWindow(parsed.data, new Date(), timeZone);
  const format = new Intl.DateTimeFormat(locale, {
    dateStyle: "medium",
    timeStyle: "short",
    hourCycle: "h23",
    timeZone,
  });
  const words = () => {
    if (!window) return t("claimedNowOver");
    const from = format.format(window.from);
    if (!window.until) return t("claimedNowNoEnd", { from });
    return t("claimedNow", { from, until: format.format(new Date(window.until.getTime() - 1)) });
  };
  return (
    <p suppressHydrationWarning className="rounded-lg bg-sunken px-3 py-2 text-sm text-ink-2">
      {words()}
    </p>
  );
}
