"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { CouponSections } from "@/components/coupons/coupon-sections";
import { type CouponFormFacts, CouponFormProvider } from "@/components/coupons/form-context";
import { couponInput } from "@/components/coupons/form-input";
import { couponFormSchema } from "@/components/coupons/form-schema";
import type { CouponForm } from "@/components/coupons/form-values";
import { ActionForm } from "@/components/ui/action-form";
import { EditGuards } from "@/components/ui/edit-guards";
import { SaveBar } from "@/components/ui/save-bar";
import { type Change, useEditForm } from "@/components/ui/use-edit-form";
import { editCoupon } from "@/lib/coupons/actions";
import type { CouponValidity } from "@/lib/coupons/schema";

type Edited = { revision: number; termsVersion: number };

type EditCouponFormProps = {
  couponId: string;
  revision: number;
  /** The validity as stored. */
  kept: CouponValidity;
  initial: CouponForm;
  change: Change;
  facts: CouponFormFacts;
};

export function EditCouponForm({ couponId, revision, kept, initial, change, facts }: EditCouponFormProps) {
  const t = useTranslations("coupons.form");
  const router = useRouter();
  const { timeZone, where } = facts;
  const schema = useMemo(() => couponFormSchema(timeZone, kept), [timeZone, kept]);
  const edit = useEditForm<CouponForm, CouponForm, Edited>({
    schema,
    values: initial,
    revision,
    change,
    thing: couponId,
    action: editCoupon,
    where,
    success: t("saved"),
    input: (values, known) => ({ couponId, revision: known, coupon: couponInput(values, timeZone, kept) }),
    onSuccess: () => router.refresh(),
  });
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
