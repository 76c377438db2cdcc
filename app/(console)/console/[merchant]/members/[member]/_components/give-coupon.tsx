"use client";

import { useTranslations } from "next-intl";
import { z } from "zod";
import { ActionForm, useActionForm } from "@/components/ui/action-form";
import type { ActionPlace } from "@/components/ui/action-result";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { FormActions } from "@/components/ui/form-actions";
import { FormNumber, FormSelect } from "@/components/ui/form-fields";
import type { Option } from "@/components/ui/select";
import { grantCoupon } from "@/lib/vouchers/actions";

type GiveCouponProps = {
  place: ActionPlace;
  memberId: string;
  memberName: string;
  options: readonly Option[];
  /** Most copies in one gift, by role. */
  most: number;
};

export function GiveCoupon(props: GiveCouponProps) {
  const t = useTranslations("members.give");
  return (
    <Dialog
      title={t("title", { name: props.memberName })}
      size="sm"
      trigger={<Button variant="primary">{t("open")}</Button>}
    >
      {(close) =>
        props.options.length === 0 ? <p>{t("nothing")}</p> : <GiveForm {...props} onDone={close} />
      }
    </Dialog>
  );
}

function GiveForm({
  place,
  memberId,
  memberName,
  options,
  most,
  onDone,
}: GiveCouponProps & { onDone: () => void }) {
  const t = useTranslations("members.give");
  const ui = useTranslations("ui");
  const schema = z.object({
    couponId: z.string().min(1, { message: "choose_a_coupon" }),
    quantity: z.int().min(1).max(most),
  });
  const form = useActionForm<z.input<typeof schema>, z.output<typeof schema>, unknown>({
    schema,
    defaultValues: { couponId: "", quantity: 1 },
    action: grantCoupon,
    where: place,
    input: (values) => ({ memberId, ...values }),
    success: t("given", { name: memberName }),
    onSuccess: onDone,
  });
  return (
    <ActionForm form={form} className="grid gap-4">
      <p className="text-sm text-ink-2">{t("text")}</p>
      <FormSelect name="couponId" label={t("coupon")} options={options} isRequired />
      <FormNumber name="quantity" label={t("quantity")} help={t("most", { most })} isRequired />
      <FormActions
        guard={false}
        submitLabel={t("give")}
        pendingLabel={t("giving")}
        secondary={<Button onPress={onDone}>{ui("cancel")}</Button>}
      />
    </ActionForm>
  );
}
