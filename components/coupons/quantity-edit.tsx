"use client";

import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { ActionPlace } from "@/components/ui/action-result";
import { InlineEdit } from "@/components/ui/inline-edit";
import { Waiting } from "@/components/ui/skeleton";

// A form with all it stands on: a list does not carry it before somebody edits (UX-15).
const QuantityPopover = dynamic(() => import("./quantity-popover").then((part) => part.QuantityPopover), {
  loading: () => <Waiting />,
});

type Stock = { id: string; name: string; revision: number; quantity: number | null; issued: number };
export type QuantityEditProps = { coupon: Stock; where: ActionPlace; value: ReactNode };

/** How many of a coupon there are, changed where it stands (C16). */
export function QuantityEdit({ coupon, where, value }: QuantityEditProps) {
  const t = useTranslations("coupons.inline");
  return (
    <InlineEdit label={t("quantityOf", { name: coupon.name })} value={value}>
      {(close) => <QuantityPopover coupon={coupon} where={where} close={close} />}
    </InlineEdit>
  );
}
