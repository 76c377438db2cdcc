"use client";

import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { useController } from "react-hook-form";
import { useCouponFormFacts } from "@/components/coupons/form-context";
import type { CouponForm } from "@/components/coupons/form-values";
import { AudiencePicker } from "@/components/members/audience-picker";
import { useFormContextOfAction } from "@/components/ui/action-form";

const NAME = "conditions.audience";

export function CouponAudienceField() {
  const t = useTranslations("coupons.form");
  const { where } = useCouponFormFacts();
  const { labels } = useFormContextOfAction();
  const { field, fieldState } = useController<CouponForm, typeof NAME>({ name: NAME });
  const label = t("audience");
  useEffect(() => {
    labels.set(NAME, label);
    return () => void labels.delete(NAME);
  }, [labels, label]);
  return (
    <div id={`field-${NAME}`} className="scroll-mt-20">
      <AudiencePicker
        label={label}
        value={field.value}
        onChange={field.onChange}
        merchant={where.merchant}
        store={where.store}
        error={fieldState.error?.message}
      />
    </div>
  );
}
