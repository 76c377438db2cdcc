"use client";

import { createContext, type ReactNode, useContext } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import type { CouponForm } from "@/components/coupons/form-values";
import type { ActionPlace } from "@/components/ui/action-result";
import type { CouponOptions } from "@/lib/coupons/queries/options";

/** What the coupon form knows beside its values. */
export type CouponFormFacts = {
  options: CouponOptions;
  timeZone: string;
  where: ActionPlace;
  /** False for somebody whose role covers some stores only. */
  everyStore: boolean;
  /** False for a new coupon. */
  exists: boolean;
  /** Whether it is a template's, which has no promo code. */
  isTemplate?: boolean;
  /** How many were issued; 0 for a new coupon. */
  issued: number;
  /** What of its budget is spent, unpaid orders included, in minor units; 0 for a new coupon. */
  spentMinor: number;
};

const Context = createContext<CouponFormFacts | null>(null);

export function CouponFormProvider({ facts, children }: { facts: CouponFormFacts; children: ReactNode }) {
  return <Context.Provider value={facts}>{children}</Context.Provider>;
}

export function useCouponFormFacts(): CouponFormFacts {
  const facts = useContext(Context);
  if (!facts) throw new Error("This part belongs inside <CouponFormProvider>.");
  return facts;
}

/** The coupon being written, as it stands with every key pressed. */
export function useCouponDraft(): CouponForm {
  const { control, getValues } = useFormContext<CouponForm>();
  useWatch({ control });
  return getValues();
}
