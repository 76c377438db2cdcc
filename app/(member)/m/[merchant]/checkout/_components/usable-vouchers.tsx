import { useLocale, useTranslations } from "next-intl";
import { ChangeButton, PLACE_FORM } from "@/app/(member)/m/[merchant]/checkout/_components/change-button";
import { type ChoiceRow, choiceRows } from "@/app/(member)/m/[merchant]/checkout/_components/choice-rows";
import type { TicketBenefit } from "@/components/coupons/ticket-words";
import { benefitWords } from "@/components/coupons/ticket-words";
import { formatMoney } from "@/lib/kernel/money";
import type { Checkout } from "@/lib/orders/open-checkout";

/** Native checkboxes, radio buttons where only one may be: they work without our script. */
export function UsableVouchers({ checkout }: { checkout: Checkout }) {
  const t = useTranslations("shop.checkout");
  const rows = choiceRows(checkout);
  const ticked = rows.flatMap((row) => (row.isTicked ? [row.candidate.voucherId] : []));
  const isOne = checkout.maxVouchersPerOrder === 1;
  if (rows.length === 0) return <p className="text-sm">{t("noUsable")}</p>;
  return (
    <div className="grid gap-3">
      {/* Made anew where others are ticked now: a browser keeps what it has. */}
      <fieldset key={JSON.stringify([checkout.chosen, ticked])} className="grid gap-2">
        <legend className="mb-2 font-semibold">{t("usable", { count: rows.length })}</legend>
        {rows.map((row) => (
          <Choice
            key={row.candidate.voucherId}
            row={row}
            checkout={checkout}
            type={isOne ? "radio" : "checkbox"}
          />
        ))}
      </fieldset>
      <div className="grid gap-2">
        <ChangeButton say="vouchers chosen" variant="secondary" block>
          {t("apply")}
        </ChangeButton>
        {checkout.chosen ? (
          <ChangeButton say="vouchers best" variant="secondary" block>
            {t("best")}
          </ChangeButton>
        ) : null}
        {checkout.chosen?.length === 0 ? null : (
          <ChangeButton say="vouchers none" variant="ghost" block>
            {t("without")}
          </ChangeButton>
        )}
      </div>
    </div>
  );
}

type ChoiceProps = { row: ChoiceRow; checkout: Checkout; type: "radio" | "checkbox" };

function Choice({ row: { candidate, isTicked, alone, taken }, checkout, type }: ChoiceProps) {
  const t = useTranslations("shop.checkout");
  const words = useTranslations("ticket");
  const locale = useLocale();
  const money = (minor: number) => formatMoney(minor, checkout.currency, locale);
  const { terms } = candidate;
  const facts = {
    benefit: terms.benefit as TicketBenefit,
    currency: checkout.currency,
    conditions: { minSpendMinor: terms.conditions.minSpendMinor },
  };
  return (
    <label className="p-card flex cursor-pointer items-start gap-3 has-checked:border-brand">
      {isTicked ? (
        <input type="hidden" name="ticked" value={candidate.voucherId ?? ""} form={PLACE_FORM} />
      ) : null}
      <input
        type={type}
        name="tick"
        form={PLACE_FORM}
        value={candidate.voucherId ?? ""}
        defaultChecked={isTicked}
        className="mt-1 size-5 shrink-0 accent-brand"
      />
      <span className="grid flex-1 gap-0.5">
        <span className="font-semibold">{terms.name}</span>
        <span className="text-sm text-ink-2">{benefitWords(facts, locale, words)}</span>
        {taken !== null ? (
          <span className="text-sm font-semibold text-success">
            {t("applied")} · {t("takes", { amount: money(taken) })}
          </span>
        ) : alone === null ? null : (
          <span className="text-sm text-ink-2">{t("saves", { amount: money(alone) })}</span>
        )}
      </span>
    </label>
  );
}
