"use client";

import { useLocale, useTranslations } from "next-intl";
import { useEffect, useState } from "react";
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
  const answer = usePreview(place, JSON.stringify({ orderId: refundable.orderId, refund: { by, lines } }));
  const words = useResultWords();
  return (
    <div role="status" aria-busy={answer === null} className="min-h-16 rounded-lg bg-sunken p-3 text-sm">
      {lines?.length === 0 ? t("nothingChosen") : null}
      {lines?.length !== 0 && answer === null ? t("counting") : null}
      {lines?.length !== 0 && answer && !answer.ok ? <Banner tone="warning">{words(answer)}</Banner> : null}
      {lines?.length !== 0 && answer?.ok ? <Outcome refundable={refundable} value={answer.value} /> : null}
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

/** The newest answer to what was asked last; null while it is on its way. */
function usePreview(place: ActionPlace, asked: string): Answer | null {
  const [got, setGot] = useState<{ asked: string; answer: Answer } | null>(null);
  const { merchant, store } = place;
  useEffect(() => {
    let isOver = false;
    const timer = setTimeout(async () => {
      const input: { refund: { lines: Units | null } } = JSON.parse(asked);
      if (input.refund.lines?.length === 0) return;
      const where = { merchant, ...(store ? { store } : {}) };
      const answer = await previewRefund({ ...where, input }).catch(
        (): Answer => ({ ok: false, kind: "busy" }),
      );
      if (!isOver) setGot({ asked, answer });
    }, 250);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [asked, merchant, store]);
  return got?.asked === asked ? got.answer : null;
}
