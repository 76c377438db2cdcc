"use client";

import { useLocale, useTranslations } from "next-intl";
import { useAnswer } from "@/components/orders/use-answer";
import type { ActionPlace } from "@/components/ui/action-result";
import { Banner } from "@/components/ui/banner";
import { useResultWords } from "@/components/ui/use-refusal-words";
import { formatMoney } from "@/lib/kernel/money";
import { previewRefund } from "@/lib/orders/actions/desk";
import type { Refundable } from "./refundable";

type Answer = Awaited<ReturnType<typeof previewRefund>>;
type Units = readonly { readonly lineId: string; readonly quantity: number }[];

type RefundPreviewProps = {
  place: ActionPlace;
  refundable: Refundable;
  by: "merchant" | "member";
  /** Null = all that is left. */
  lines: Units | null;
};

/** What a refund of these units would give back, and what would become of each coupon, before anything is done. */
export function RefundPreview({ place, refundable, by, lines }: RefundPreviewProps) {
  const t = useTranslations("orders.refund");
  const isEmpty = lines?.length === 0;
  const { orderId } = refundable;
  const answer = useAnswer(previewRefund, place, isEmpty ? null : { orderId, refund: { by, lines } });
  const words = useResultWords();
  return (
    <div
      role="status"
      aria-busy={!isEmpty && answer === null}
      className="min-h-16 rounded-lg bg-sunken p-3 text-sm"
    >
      {isEmpty ? t("nothingChosen") : null}
      {!isEmpty && answer === null ? t("counting") : null}
      {!isEmpty && answer && !answer.ok ? <Banner tone="warning">{words(answer)}</Banner> : null}
      {!isEmpty && answer?.ok ? <Outcome refundable={refundable} value={answer.value} /> : null}
    </div>
  );
}

function Outcome({
  refundable,
  value,
}: {
  refundable: Refundable;
  value: Extract<Answer, { ok: true }>["value"];
}) {
  const t = useTranslations("orders.refund");
  const outcomes = useTranslations("orders.outcomes");
  const locale = useLocale();
  return (
    <div className="grid gap-1">
      <p className="text-lg font-semibold">
        {t("amount", { amount: formatMoney(value.refundMinor, refundable.currency, locale) })}
      </p>
      {value.vouchers.map(({ id, status }) => (
        <p key={id}>{outcomes(status as "used", { name: refundable.names[id] ?? "" })}</p>
      ))}
      {value.isFinal ? <p className="text-ink-2">{t("final")}</p> : null}
    </div>
  );
}
