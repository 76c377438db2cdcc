"use client";

import { useLocale, useTranslations } from "next-intl";
import { useCouponDraft, useCouponFormFacts } from "@/components/coupons/form-context";
import { couponInput } from "@/components/coupons/form-input";
import { summarySentence } from "@/components/coupons/summary-sentence";
import {
  benefitSchema,
  conditionsSchema,
  scopeSchema,
  stackingSchema,
  validitySchema,
} from "@/lib/coupons/schema";

/** The coupon being written in a sentence, or null until its benefit and validity are whole. */
export function useDraftSentence(): string | null {
  const draft = useCouponDraft();
  const { options, timeZone } = useCouponFormFacts();
  const t = useTranslations("coupons");
  const locale = useLocale();
  const written = couponInput(draft, timeZone);
  const benefit = benefitSchema.safeParse(written.benefit);
  const validity = validitySchema.safeParse(written.validity);
  if (!benefit.success || !validity.success) return null;
  const conditions = conditionsSchema.safeParse(written.conditions);
  const scope = scopeSchema.safeParse(written.scope);
  const stacking = stackingSchema.safeParse(written.stacking);
  return summarySentence(
    {
      currency: draft.currency,
      benefit: benefit.data,
      validity: validity.data,
      scope: scope.data ?? { products: "all" },
      conditions: conditions.data ?? conditionsSchema.parse({}),
      stacking: stacking.data ?? stackingSchema.parse({}),
      claimLimit: draft.distribution.claimLimit || null,
      productName: options.products.find((product) => product.id === draft.benefit.productId)?.name,
      storeName: (id) => options.stores.find((store) => store.id === id)?.name,
      timeZone,
    },
    locale,
    t,
  );
}
