"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { z } from "zod";
import { EditButtons } from "@/components/coupons/edit-buttons";
import { FromOpening } from "@/components/coupons/from-opening";
import type { QuantityEditProps } from "@/components/coupons/quantity-edit";
import { ActionForm, useActionForm } from "@/components/ui/action-form";
import { flashRow } from "@/components/ui/flash-row";
import { FormNumber, FormRadio } from "@/components/ui/form-fields";
import { setCouponQuantity } from "@/lib/coupons/actions";

type Supply = { supply: "limited" | "unlimited"; quantity: number | null };
type PopoverProps = Omit<QuantityEditProps, "value"> & { close: () => void };

export function QuantityPopover(props: PopoverProps) {
  return (
    <FromOpening coupon={props.coupon}>
      {(coupon, guard) => <QuantityForm {...props} coupon={coupon} action={guard(setCouponQuantity)} />}
    </FromOpening>
  );
}

type FormProps = PopoverProps & { action: typeof setCouponQuantity };

function QuantityForm({ coupon, where, close, action }: FormProps) {
  const t = useTranslations("coupons.inline");
  const f = useTranslations("coupons.form");
  const router = useRouter();
  const schema = useMemo(
    () =>
      z.custom<Supply>().superRefine(({ supply, quantity }, context) => {
        if (supply === "unlimited") return;
        const whole =
          quantity !== null && Number.isInteger(quantity) && quantity >= 1 && quantity <= 100_000_000;
        const path = ["quantity"];
        if (!whole) context.addIssue({ code: "custom", path, message: "no_quantity" });
        else if (quantity < coupon.issued) {
          const params = { issued: coupon.issued };
          context.addIssue({ code: "custom", path, message: "quantity_below_issued", params });
        }
      }),
    [coupon.issued],
  );
  const form = useActionForm<Supply, Supply, { quantity: number | null }>({
    schema,
    defaultValues: {
      supply: coupon.quantity === null ? "unlimited" : "limited",
      quantity: coupon.quantity,
    },
    action,
    where,
    success: t("quantitySaved"),
    input: ({ supply, quantity }) => ({
      couponId: coupon.id,
      revision: coupon.revision,
      quantity: supply === "unlimited" ? null : quantity,
    }),
    onSuccess: () => {
      close();
      flashRow(coupon.id);
      router.refresh();
    },
  });
  return (
    <ActionForm form={form} className="grid gap-3">
      <FormRadio
        name="supply"
        label={f("supply")}
        variant="segments"
        options={[
          { value: "limited", label: f("limited") },
          { value: "unlimited", label: f("unlimited") },
        ]}
      />
      <QuantityInput help={t("quantityHelp", { issued: coupon.issued })} />
      <EditButtons onCancel={close} />
    </ActionForm>
  );
}

function QuantityInput({ help }: { help: string }) {
  const f = useTranslations("coupons.form");
  const { control } = useFormContext();
  const supply: unknown = useWatch({ control, name: "supply" });
  if (supply !== "limited") return null;
  return <FormNumber name="quantity" label={f("total")} help={help} />;
}
