"use client";

import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { ActionPlace } from "@/components/ui/action-result";
import { InlineEdit } from "@/components/ui/inline-edit";
import { Waiting } from "@/components/ui/skeleton";
import type { CouponValidity } from "@/lib/coupons/schema";

// A form with all it stands on: a list does not carry it before somebody edits (UX-15).
const ValidityPopover = dynamic(() => import("./validity-popover").then((part) => part.ValidityPopover), {
  loading: () => <Waiting />,
});

type Valid = { id: string; name: string; revision: number; issued: number; validity: CouponValidity };
export type ValidityEditProps = { coupon: Valid; where: ActionPlace; timeZone: string; value: ReactNode };

/** When a coupon works, changed where it stands; what was issued keeps its own dates (C16). */
export function ValidityEdit({ value, ...props }: ValidityEditProps) {
  const t = useTranslations("coupons.inline");
  return (
    <InlineEdit label={t("validityOf", { name: props.coupon.name })} value={value}>
      {(close) => <ValidityPopover {...props} close={close} />}
    </InlineEdit>
  );
}
