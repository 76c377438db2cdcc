"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type ReactNode, useMemo } from "react";
import { EditButtons } from "@/components/coupons/edit-buttons";
import { validityInput } from "@/components/coupons/form-input";
import { validityFormSchema } from "@/components/coupons/form-schema";
import { type CouponForm, validityForm } from "@/components/coupons/form-values";
import { ValidityFields } from "@/components/coupons/validity-fields";
import { ActionForm, useActionForm } from "@/components/ui/action-form";
import type { ActionPlace } from "@/components/ui/action-result";
import { InlineEdit } from "@/components/ui/inline-edit";
import { setCouponValidity } from "@/lib/coupons/actions";
import type { CouponValidity } from "@/lib/coupons/schema";

type Valid = { id: string; name: string; revision: number; issued: number; validity: CouponValidity };
type ValidityForm = Pick<CouponForm, "validity">;
type ValidityEditProps = { coupon: Valid; where: ActionPlace; timeZone: string; value: ReactNode };

/** When a coupon works, changed where it stands; what was issued keeps its own dates (C16). */
export function ValidityEdit({ value, ...props }: ValidityEditProps) {
  const t = useTranslations("coupons.inline");
  return (
    <InlineEdit label={t("validityOf", { name: props.coupon.name })} value={value}>
      {(close) => <ValidityPopover {...props} close={close} />}
    </InlineEdit>
  );
}

type PopoverProps = Omit<ValidityEditProps, "value"> & { close: () => void };

function ValidityPopover({ coupon, where, timeZone, close }: PopoverProps) {
  const t = useTranslations("coupons.inline");
  const router = useRouter();
  const schema = useMemo(() => validityFormSchema(timeZone, coupon.validity), [timeZone, coupon.validity]);
  const form = useActionForm<ValidityForm, ValidityForm, { revision: number }>({
    schema,
    defaultValues: { validity: validityForm(coupon.validity, timeZone) },
    action: setCouponValidity,
    where,
    success: t("validitySaved"),
    input: ({ validity }) => ({
      couponId: coupon.id,
      revision: coupon.revision,
      validity: validityInput(validity, timeZone, coupon.validity),
    }),
    onSuccess: () => {
      close();
      router.refresh();
    },
  });
  return (
    <ActionForm form={form} className="grid gap-3">
      <ValidityFields timeZone={timeZone} compact />
      <p className="text-xs text-ink-2">{t("validityHelp", { issued: coupon.issued })}</p>
      <EditButtons onCancel={close} />
    </ActionForm>
  );
}
