"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { EditedForm } from "@/components/coupons/edited-form";
import type { CouponFormFacts } from "@/components/coupons/form-context";
import { couponInput } from "@/components/coupons/form-input";
import { couponFormSchema } from "@/components/coupons/form-schema";
import type { CouponForm } from "@/components/coupons/form-values";
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
  return <EditedForm edit={edit} facts={facts} />;
}
