"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { BasicsSection } from "@/components/coupons/basics-section";
import { BenefitSection } from "@/components/coupons/benefit-section";
import { ConditionsSection } from "@/components/coupons/conditions-section";
import { CouponRail } from "@/components/coupons/coupon-rail";
import { DistributionSection } from "@/components/coupons/distribution-section";
import { ScopeSection } from "@/components/coupons/scope-section";
import { StackingSection } from "@/components/coupons/stacking-section";
import { ValiditySection } from "@/components/coupons/validity-section";
import { FormPage } from "@/components/ui/form-page";

const ids = ["basics", "benefit", "scope", "conditions", "stacking", "distribution", "validity"] as const;

/** The whole form of a coupon, the same for a new one and for one that exists. */
export function CouponSections({ children }: { children: ReactNode }) {
  const t = useTranslations("coupons.form.sections");
  return (
    <FormPage nav={ids.map((id) => ({ id, label: t(id) }))} aside={<CouponRail />}>
      <div className="grid gap-5">
        <BasicsSection />
        <BenefitSection />
        <ScopeSection />
        <ConditionsSection />
        <StackingSection />
        <DistributionSection />
        <ValiditySection />
        {children}
      </div>
    </FormPage>
  );
}
