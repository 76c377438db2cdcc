"use client";

import { CouponSections } from "@/components/coupons/coupon-sections";
import { type CouponFormFacts, CouponFormProvider } from "@/components/coupons/form-context";
import type { CouponForm } from "@/components/coupons/form-values";
import { ActionForm } from "@/components/ui/action-form";
import { EditGuards } from "@/components/ui/edit-guards";
import { SaveBar } from "@/components/ui/save-bar";
import type { EditForm } from "@/components/ui/use-edit-form";

type EditedFormProps = { edit: EditForm<CouponForm, CouponForm>; facts: CouponFormFacts };

/** The form of a coupon or a template that exists. */
export function EditedForm({ edit, facts }: EditedFormProps) {
  return (
    <CouponFormProvider facts={facts}>
      <ActionForm form={edit.form}>
        <EditGuards edit={edit} />
        <CouponSections>
          <SaveBar />
        </CouponSections>
      </ActionForm>
    </CouponFormProvider>
  );
}
