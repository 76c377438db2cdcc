"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { CouponSections } from "@/components/coupons/coupon-sections";
import { type CouponFormFacts, CouponFormProvider } from "@/components/coupons/form-context";
import { couponInput } from "@/components/coupons/form-input";
import { couponFormSchema } from "@/components/coupons/form-schema";
import type { CouponForm } from "@/components/coupons/form-values";
import { ActionForm, useActionForm } from "@/components/ui/action-form";
import type { StaffAction } from "@/components/ui/action-result";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { SaveBar } from "@/components/ui/save-bar";
import { editCoupon } from "@/lib/coupons/actions";
import type { CouponValidity } from "@/lib/coupons/schema";

type Edited = { revision: number; termsVersion: number };

type EditCouponFormProps = {
  couponId: string;
  revision: number;
  /** The validity as stored. */
  kept: CouponValidity;
  initial: CouponForm;
  facts: CouponFormFacts;
};

export function EditCouponForm({ couponId, revision, kept, initial, facts }: EditCouponFormProps) {
  const t = useTranslations("coupons.form");
  const router = useRouter();
  const { timeZone, where } = facts;
  const [conflict, setConflict] = useState(false);
  const schema = useMemo(() => couponFormSchema(timeZone, kept), [timeZone, kept]);
  const save: StaffAction<Edited> = async (call) => {
    const result = await editCoupon(call);
    setConflict(!result.ok && result.kind === "refused" && result.refusal.code === "changed_meanwhile");
    return result;
  };
  const form = useActionForm<CouponForm, CouponForm, Edited>({
    schema,
    defaultValues: initial,
    action: save,
    where,
    success: t("saved"),
    input: (values) => ({ couponId, revision, coupon: couponInput(values, timeZone, kept) }),
    onSuccess: () => router.refresh(),
  });
  return (
    <CouponFormProvider facts={facts}>
      <ActionForm form={form}>
        <CouponSections>
          <SaveBar />
        </CouponSections>
      </ActionForm>
      <ConfirmDialog
        title={t("conflictTitle")}
        confirmLabel={t("reload")}
        isOpen={conflict}
        onOpenChange={setConflict}
        onConfirm={() => router.refresh()}
      >
        {t("conflictText")}
      </ConfirmDialog>
    </CouponFormProvider>
  );
}
