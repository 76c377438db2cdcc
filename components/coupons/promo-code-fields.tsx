"use client";

import { useTranslations } from "next-intl";
import { useFormContext } from "react-hook-form";
import { useCouponFormFacts } from "@/components/coupons/form-context";
import type { CouponForm } from "@/components/coupons/form-values";
import { Button } from "@/components/ui/button";
import { FormNumber, FormText } from "@/components/ui/form-fields";
import { CODE_ALPHABET } from "@/lib/kernel/code";

/** Short enough to be typed; everybody is to know it, so that it need not be hard to guess. */
function madeUp(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return [...bytes].map((byte) => CODE_ALPHABET[byte % CODE_ALPHABET.length]).join("");
}

/** The one code that everybody types (C15). A template has none. */
export function PromoCodeFields() {
  const t = useTranslations("templates");
  if (useCouponFormFacts().isTemplate) return <p className="text-sm text-ink-2">{t("noCode")}</p>;
  return <CodeFields />;
}

/** Written, or made up here; how often it works. */
function CodeFields() {
  const t = useTranslations("coupons.form");
  const { setValue } = useFormContext<CouponForm>();
  const make = () => setValue("distribution.code", madeUp(), { shouldDirty: true, shouldValidate: true });
  return (
    <div className="grid items-start gap-4 sm:grid-cols-2">
      <div className="grid gap-2">
        <FormText
          name="distribution.code"
          label={t("promoCode")}
          help={t("promoCodeHelp")}
          isRequired
          maxLength={60}
          mono
        />
        <Button size="sm" className="w-fit" onPress={make}>
          {t("promoCodeMake")}
        </Button>
      </div>
      <FormNumber
        name="distribution.codeQuantity"
        label={t("promoCodeQuantity")}
        help={t("promoCodeQuantityHelp")}
      />
    </div>
  );
}
