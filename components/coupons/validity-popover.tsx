"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { EditButtons } from "@/components/coupons/edit-buttons";
import { validityInput } from "@/components/coupons/form-input";
import { validityFormSchema } from "@/components/coupons/form-schema";
import { type CouponForm, validityForm } from "@/components/coupons/form-values";
import { FromOpening } from "@/components/coupons/from-opening";
import type { ValidityEditProps } from "@/components/coupons/validity-edit";
import { ValidityFields } from "@/components/coupons/validity-fields";
import { ActionForm, useActionForm } from "@/components/ui/action-form";
import { flashRow } from "@/components/ui/flash-row";
import { toast } from "@/components/ui/toast";
import { useRunAction } from "@/components/ui/use-run-action";
import { setCouponValidity } from "@/lib/coupons/actions";

type Validity = Pick<CouponForm, "validity">;
type PopoverProps = Omit<ValidityEditProps, "value"> & { close: () => void };

export function ValidityPopover(props: PopoverProps) {
  return (
    <FromOpening coupon={props.coupon}>
      {(coupon, guard) => <ValidityForm {...props} coupon={coupon} action={guard(setCouponValidity)} />}
    </FromOpening>
  );
}

type FormProps = PopoverProps & { action: typeof setCouponValidity };

function ValidityForm({ coupon, where, timeZone, close, action }: FormProps) {
  const t = useTranslations("coupons.inline");
  const undo = useTranslations("ui.undo");
  const router = useRouter();
  const back = useRunAction(setCouponValidity, where);
  const schema = useMemo(() => validityFormSchema(timeZone, coupon.validity), [timeZone, coupon.validity]);
  const form = useActionForm<Validity, Validity, { revision: number }>({
    schema,
    defaultValues: { validity: validityForm(coupon.validity, timeZone) },
    action,
    where,
    input: ({ validity }) => ({
      couponId: coupon.id,
      revision: coupon.revision,
      validity: validityInput(validity, timeZone, coupon.validity),
    }),
    onSuccess: ({ revision }) => {
      const former = { couponId: coupon.id, revision, validity: coupon.validity };
      toast.undo(t("validitySaved"), undo("label"), () => {
        void back.run(former, { success: undo("done") });
      });
      close();
      flashRow(coupon.id);
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
