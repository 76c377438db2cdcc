"use client";

import { useLocale, useTranslations } from "next-intl";
import { useCouponDraft } from "@/components/coupons/form-context";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { formatMoney } from "@/lib/kernel/money";

type ConfirmCashProps = { isOpen: boolean; onOpenChange: (open: boolean) => void; onConfirm: () => void };

/** Says once more what of a cash coupon cannot be changed after it is made: how much each pays, and how many there are. */
export function ConfirmCash(props: ConfirmCashProps) {
  const t = useTranslations("coupons.form");
  const common = useTranslations("coupons");
  const locale = useLocale();
  const { benefit, currency, distribution } = useCouponDraft();
  const amount = benefit.amountMinor ?? 0;
  const quantity = distribution.supply === "limited" ? (distribution.quantity ?? 0) : -1;
  const money = (minor: number) => formatMoney(minor, currency, locale, { trim: true });
  return (
    <ConfirmDialog {...props} title={t("cashConfirm")} confirmLabel={common("create")}>
      <p>
        {t("cashConfirmText", {
          amount: money(amount),
          quantity,
          total: money(amount * Math.max(quantity, 0)),
        })}
      </p>
    </ConfirmDialog>
  );
}
