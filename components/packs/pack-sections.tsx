"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { AdvancedSection } from "@/components/packs/advanced-section";
import { BasicsSection } from "@/components/packs/basics-section";
import { DistributionSection } from "@/components/packs/distribution-section";
import { usePackDraft } from "@/components/packs/form-context";
import { PackRail } from "@/components/packs/pack-rail";
import { SaleSection } from "@/components/packs/sale-section";
import { FormPage } from "@/components/ui/form-page";

const ids = ["basics", "contents", "sale", "advanced"] as const;
const ofSales: readonly string[] = ["sale", "advanced"];

/** The whole form of a pack, the same for a new one and for one that exists. */
export function PackSections({ children }: { children: ReactNode }) {
  const t = useTranslations("packs.form.sections");
  const isPaid = usePackDraft().type === "paid";
  const shown = ids.filter((id) => isPaid || !ofSales.includes(id));
  return (
    <FormPage nav={shown.map((id) => ({ id, label: t(id) }))} aside={<PackRail />}>
      <div className="grid gap-5">
        <BasicsSection />
        <DistributionSection />
        {isPaid ? (
          <>
            <SaleSection />
            <AdvancedSection />
          </>
        ) : null}
        {children}
      </div>
    </FormPage>
  );
}
