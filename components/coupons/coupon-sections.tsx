"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { BasicsSection } from "@/components/coupons/basics-section";
import { BenefitSection } from "@/components/coupons/benefit-section";
import { ConditionsSection } from "@/components/coupons/conditions-section";
import { CouponRail } from "@/components/coupons/coupon-rail";
import { DistributionSection } from "@/components/coupons/distribution-section";
import { useCouponDraft } from "@/components/coupons/form-context";
import { ScopeSection } from "@/components/coupons/scope-section";
import { StackingSection } from "@/components/coupons/stacking-section";
import { ValiditySection } from "@/components/coupons/validity-section";
import { FormPage } from "@/components/ui/form-page";
import { TranslatedFields } from "@/components/ui/translated";
import { isCredit } from "@/lib/coupons/schema";

const ids = ["basics", "benefit", "scope", "conditions", "stacking", "distribution", "validity"] as const;
/** What is asked of an order, which a coupon that credits an account is never on. */
const ofOrders: readonly string[] = ["scope", "stacking"];

/** The words that members read, each by the name of its field. */
const texts = { name: "name", description: "description", usageRules: "usageRules" };
const textsOfGeneric = { ...texts, benefitText: "benefit.text" };

type CouponSectionsProps = {
  /** What is asked before the coupon itself. */
  first?: { id: string; label: string; part: ReactNode };
  children: ReactNode;
};

/** The whole form of a coupon, the same for a new one and for one that exists. */
export function CouponSections({ first, children }: CouponSectionsProps) {
  const t = useTranslations("coupons.form.sections");
  const { benefit } = useCouponDraft();
  const forOrders = !isCredit(benefit.type);
  const shown = ids.filter((id) => forOrders || !ofOrders.includes(id)).map((id) => ({ id, label: t(id) }));
  return (
    <FormPage nav={first ? [first, ...shown] : shown} aside={<CouponRail />}>
      <TranslatedFields fields={benefit.type === "generic" ? textsOfGeneric : texts}>
        <div className="grid gap-5">
          {first?.part}
          <BasicsSection />
          <BenefitSection />
          {forOrders ? <ScopeSection /> : null}
          <ConditionsSection />
          {forOrders ? <StackingSection /> : null}
          <DistributionSection />
          <ValiditySection />
          {children}
        </div>
      </TranslatedFields>
    </FormPage>
  );
}
