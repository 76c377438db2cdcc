"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { EditedForm } from "@/components/coupons/edited-form";
import { couponInput } from "@/components/coupons/form-input";
import { type CouponForm, writtenForm } from "@/components/coupons/form-values";
import {
  type TemplateFormFacts,
  templateFacts,
  templateFormSchema,
} from "@/components/coupons/template-form";
import { type Change, useEditForm } from "@/components/ui/use-edit-form";
import { editTemplate } from "@/lib/coupons/actions/templates";
import type { CouponInput } from "@/lib/coupons/schema";

type EditTemplateFormProps = {
  templateId: string;
  revision: number;
  coupon: CouponInput;
  change: Change;
  facts: TemplateFormFacts;
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
  return <EditedForm edit={edit} facts={templateFacts(facts)} />;
}
