import { useLocale, useTranslations } from "next-intl";
import { PlainForm, type PlainFormField } from "@/components/ui/plain-form";
import { formatMoney } from "@/lib/kernel/money";
import { askOwnRefund } from "@/lib/orders/actions/own-orders";
import type { OrderDetail } from "@/lib/orders/queries/orders";
import type { RefundPreview } from "@/lib/orders/refund-order";

type AskRefundProps = {
  order: OrderDetail;
  preview: RefundPreview;
  hidden: Readonly<Record<string, string>>;
};

const outcomes = { available: "comes", expired: "expires" } as const;

/** Asks the store for a refund, and says before what it would give back and what becomes of the coupons. */
export function AskRefund({ order, preview, hidden }: AskRefundProps) {
  const t = useTranslations("shop.order");
  const locale = useLocale();
  const left = order.lines.filter((line) => line.refundedQuantity < line.quantity);
  const lines = left.map((line): PlainFormField => {
    const most = line.quantity - line.refundedQuantity;
    const options = Array.from({ length: most + 1 }, (_, n) => ({ value: String(n), label: String(n) }));
    return { name: `line:${line.lineId}`, label: line.name, options };
  });
  const which = [
    { value: "all", label: t("whichAll") },
    { value: "part", label: t("whichPart") },
  ];
  const amount = formatMoney(preview.refundMinor, order.currency, locale);
  return (
    <details className="grid gap-3">
      <summary className="cursor-pointer py-3 font-semibold">{t("refund")}</summary>
      <div className="grid gap-3 pt-2">
        <p className="text-sm">{t("refundText", { amount })}</p>
        <ul className="grid gap-1 text-sm text-ink-2">
          {order.vouchers.map(({ voucherId, couponName: name }) => {
            const status = preview.vouchers.find(({ id }) => id === voucherId)?.status;
            const word = status === "available" || status === "expired" ? outcomes[status] : "stays";
            return <li key={voucherId}>{t(word, { name })}</li>;
          })}
        </ul>
        <PlainForm
          action={askOwnRefund}
          hidden={hidden}
          fields={[
            { name: "which", label: t("which"), options: which },
            ...lines,
            { name: "reason", label: t("reason"), maxLength: 500 },
          ]}
          submitLabel={t("ask")}
          pendingLabel={t("asking")}
          retryLabel={t("retry")}
          lostLabel={t("lost")}
          variant="secondary"
        />
      </div>
    </details>
  );
}
