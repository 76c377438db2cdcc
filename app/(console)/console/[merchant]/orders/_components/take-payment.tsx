"use client";

import { useLocale, useTranslations } from "next-intl";
import { z } from "zod";
import { ActionForm, useActionForm } from "@/components/ui/action-form";
import type { ActionPlace } from "@/components/ui/action-result";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { FormActions } from "@/components/ui/form-actions";
import { FormText } from "@/components/ui/form-fields";
import { formatMoney } from "@/lib/kernel/money";
import { payOrder } from "@/lib/orders/actions/desk";
import { paymentRefSchema } from "@/lib/orders/schema";

type TakePaymentProps = {
  place: ActionPlace;
  order: { readonly id: string; readonly togetherMinor: number; readonly currency: string };
};

const schema = z.object({ paymentRef: paymentRefSchema });

/** Says that an order was paid, and by what. */
export function TakePayment(props: TakePaymentProps) {
  const t = useTranslations("orders.pay");
  return (
    <Dialog title={t("title")} size="sm" trigger={<Button variant="primary">{t("open")}</Button>}>
      {(close) => <PayForm {...props} onDone={close} />}
    </Dialog>
  );
}

function PayForm({ place, order, onDone }: TakePaymentProps & { onDone: () => void }) {
  const t = useTranslations("orders.pay");
  const ui = useTranslations("ui");
  const locale = useLocale();
  const form = useActionForm<z.input<typeof schema>, z.output<typeof schema>, unknown>({
    schema,
    defaultValues: { paymentRef: "" },
    action: payOrder,
    where: place,
    input: (typed) => ({ orderId: order.id, ...typed }),
    success: t("done"),
    onSuccess: onDone,
  });
  return (
    <ActionForm form={form} className="grid gap-4">
      <p className="text-lg font-semibold">
        {t("amount", { total: formatMoney(order.togetherMinor, order.currency, locale) })}
      </p>
      <FormText name="paymentRef" label={t("ref")} help={t("refHelp")} isRequired maxLength={200} />
      <FormActions
        guard={false}
        submitLabel={t("confirm")}
        secondary={<Button onPress={onDone}>{ui("cancel")}</Button>}
      />
    </ActionForm>
  );
}
