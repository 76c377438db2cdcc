"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { CouponSections } from "@/components/coupons/coupon-sections";
import { type CouponFormFacts, CouponFormProvider } from "@/components/coupons/form-context";
import { couponInput } from "@/components/coupons/form-input";
import { type CouponForm, writtenForm } from "@/components/coupons/form-values";
import { templateFormSchema } from "@/components/coupons/template-form-schema";
import { ActionForm } from "@/components/ui/action-form";
import { EditGuards } from "@/components/ui/edit-guards";
import { SaveBar } from "@/components/ui/save-bar";
import { type Change, useEditForm } from "@/components/ui/use-edit-form";
import { editTemplate } from "@/lib/coupons/actions/templates";
import type { CouponInput } from "@/lib/coupons/schema";

type EditTemplateFormProps = {
  templateId: string;
  revision: number;
  coupon: CouponInput;
  change: Change;
  facts: Pick<CouponFormFacts, "options" | "timeZone" | "where" | "everyStore">;
};

/** What a template holds, in the form of a coupon of which nothing was issued. */
export function EditTemplateForm({ templateId, revision, coupon, change, facts }: EditTemplateFormProps) {
  const t = useTranslations("templates");
  const router = useRouter();
  const { timeZone, where } = facts;
  const kept = coupon.validity;
  const values = useMemo(() => writtenForm(coupon, timeZone), [coupon, timeZone]);
  const schema = useMemo(() => templateFormSchema(timeZone, kept), [timeZone, kept]);
  const edit = useEditForm<CouponForm, CouponForm, { revision: number }>({
    schema,
    values,
    revision,
    change,
    thing: templateId,
    action: editTemplate,
    where,
    success: t("edited"),
    input: (typed, known) => ({ templateId, revision: known, coupon: couponInput(typed, timeZone, kept) }),
    onSuccess: () => router.refresh(),
  });
  return (
    <CouponFormProvider facts={{ ...facts, isTemplate: true, exists: false, issued: 0, spentMinor: 0 }}>
      <ActionForm form={edit.form}>
        <EditGuards edit={edit} />
        <CouponSections>
          <SaveBar />
        </CouponSections>
      </ActionForm>
    </CouponFormProvider>
  );
}
