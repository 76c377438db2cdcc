"use client";

import { useLocale, useTranslations } from "next-intl";
import type { ActionPlace } from "@/components/ui/action-result";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { useResultWords } from "@/components/ui/use-refusal-words";
import { useRunAction } from "@/components/ui/use-run-action";
import { formatMoney } from "@/lib/kernel/money";
import { cancelOrder, completeOrder } from "@/lib/orders/actions/desk";
import type { OrderStatus } from "@/lib/orders/schema";
import { RefundDialog } from "./refund-dialog";
import type { Refundable } from "./refundable";
import { TakePayment } from "./take-payment";

export type ActionFacts = {
  readonly id: string;
  readonly number: string;
  readonly status: OrderStatus;
  /** The packs that are, or were, paid with it included. */
  readonly togetherMinor: number;
  readonly currency: string;
  readonly isCompleted: boolean;
};

type OrderActionsProps = {
  place: ActionPlace;
  order: ActionFacts;
  refundable: Refundable;
  may: { place: boolean; refund: boolean };
};

/** What may be done with an order now, by its state and by who asks. */
export function OrderActions({ place, order, refundable, may }: OrderActionsProps) {
  const isPaid = order.status === "paid" || order.status === "partly_refunded";
  const isOpen = order.status === "placed";
  const hasLeft = isPaid || order.status === "completed";
  return (
    <>
      {hasLeft && may.refund ? <RefundDialog place={place} refundable={refundable} /> : null}
      {isOpen && may.place ? <CancelOrder place={place} order={order} /> : null}
      {isPaid && !order.isCompleted && may.place ? <HandOver place={place} order={order} /> : null}
      {isOpen && may.place ? <TakePayment place={place} order={order} /> : null}
    </>
  );
}

type PartProps = { place: ActionPlace; order: ActionFacts };

function CancelOrder({ place, order }: PartProps) {
  const t = useTranslations("orders.cancel");
  const words = useResultWords();
  const { run } = useRunAction(cancelOrder, place);
  return (
    <ConfirmDialog
      danger
      title={t("title", { number: order.number })}
      confirmLabel={t("confirm")}
      cancelLabel={t("keep")}
      trigger={<Button>{t("open")}</Button>}
      onConfirm={async () => {
        const result = await run({ orderId: order.id }, { quiet: true, success: t("done") });
        return result ? words(result) : null;
      }}
    >
      {t("text")}
    </ConfirmDialog>
  );
}

function HandOver({ place, order }: PartProps) {
  const t = useTranslations("orders.handOver");
  const locale = useLocale();
  const words = useResultWords();
  const { run } = useRunAction(completeOrder, place);
  return (
    <ConfirmDialog
      title={t("title", { number: order.number })}
      confirmLabel={t("confirm")}
      trigger={<Button variant="primary">{t("open")}</Button>}
      onConfirm={async () => {
        const result = await run({ orderId: order.id }, { quiet: true, success: t("done") });
        return result ? words(result) : null;
      }}
    >
      {t("text", { total: formatMoney(order.togetherMinor, order.currency, locale) })}
    </ConfirmDialog>
  );
}
