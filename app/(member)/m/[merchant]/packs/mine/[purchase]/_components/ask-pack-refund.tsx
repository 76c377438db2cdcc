import { useLocale, useTranslations } from "next-intl";
import { PlainBanner, PlainButton } from "@/components/ui/plain";
import { PlainForm } from "@/components/ui/plain-form";
import { formatMoney } from "@/lib/kernel/money";
import { askOwnPackRefund, withdrawOwnPackRefund } from "@/lib/packs/actions/mall";
import type { PurchaseDetail } from "@/lib/packs/queries/purchases";

type AskPackRefundProps = { purchase: PurchaseDetail; hidden: Readonly<Record<string, string>> };

/** Asks for the money back, or takes that back; and what the merchant answered. */
export function AskPackRefund({ purchase, hidden }: AskPackRefundProps) {
  const t = useTranslations("pack-shop.refund");
  const locale = useLocale();
  const own = purchase.requests.filter(({ actorType }) => actorType === "member");
  const open = own.find(({ status }) => status === "open");
  const [last] = own;
  if (!open && purchase.isAsked) return <PlainBanner title={t("openByShop")} />;
  if (open) {
    return (
      <section className="grid gap-2">
        <PlainBanner title={t("open")}>{open.reason}</PlainBanner>
        <form action={withdrawOwnPackRefund}>
          {Object.entries(hidden).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <PlainButton variant="secondary" block>
            {t("withdraw")}
          </PlainButton>
        </form>
      </section>
    );
  }
  if (purchase.status !== "paid") return null;
  const amount = formatMoney(purchase.priceMinor, purchase.currency, locale);
  return (
    <section className="grid gap-2">
      {last?.status === "declined" ? (
        <PlainBanner tone="warning" title={t("declined")}>
          {last.answer}
        </PlainBanner>
      ) : null}
      <details>
        <summary className="cursor-pointer py-3 font-semibold">{t("title")}</summary>
        <div className="grid gap-3 pt-2">
          <p className="text-sm">{t("text", { amount })}</p>
          {purchase.autoRefund ? <p className="text-sm text-ink-2">{t("auto")}</p> : null}
          <PlainForm
            action={askOwnPackRefund}
            hidden={hidden}
            fields={[{ name: "reason", label: t("reason"), maxLength: 500 }]}
            submitLabel={t("ask")}
            pendingLabel={t("asking")}
            retryLabel={t("retry")}
            lostLabel={t("lost")}
            variant="secondary"
          />
        </div>
      </details>
    </section>
  );
}
