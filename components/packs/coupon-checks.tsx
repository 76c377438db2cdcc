"use client";

import { TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { usePrizeCoupons } from "@/components/activities/prize-coupons";
import { usePackDraft, usePackFormFacts } from "@/components/packs/form-context";
import { contentsInput } from "@/components/packs/form-input";
import { Card } from "@/components/ui/card";
import { shortfalls } from "@/lib/packs/rules/shortfall";
import { packContentsSchema } from "@/lib/packs/schema";

/** The coupons of the pack being written that end, or run out, before it has delivered what it promises; nothing while all last. */
export function CouponChecks() {
  const t = useTranslations("packs.rail");
  const draft = usePackDraft();
  const { known, now } = usePrizeCoupons();
  const { timeZone: zone, issued } = usePackFormFacts();
  const contents = packContentsSchema.safeParse(contentsInput(draft)).data;
  if (!contents) return null;
  const isLimited = draft.type === "paid" && draft.supply === "limited" && draft.quantity !== null;
  const packs = isLimited ? Math.max(0, (draft.quantity ?? 0) - issued) : null;
  const found = shortfalls(contents, known, { now, zone, packs });
  if (found.length === 0) return null;
  const words = (one: (typeof found)[number]) => {
    const coupon = known.get(one.couponId)?.name ?? one.couponId;
    if (one.type === "ends") {
      return one.delivery === 1
        ? t("warn.endsOnce", { coupon })
        : t("warn.ends", { coupon, number: one.delivery });
    }
    return t(one.packs === 1 ? "warn.shortOne" : "warn.shortAll", {
      coupon,
      needed: one.needed,
      left: one.left,
    });
  };
  return (
    <Card title={t("coupons")}>
      <ul role="status" className="grid gap-2">
        {found.map((one) => (
          <li key={`${one.type} ${one.couponId}`} className="flex gap-2 text-sm text-ink">
            <TriangleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-warning" />
            <a
              href="#contents"
              className="underline decoration-border-strong underline-offset-2 hover:text-brand"
            >
              {words(one)}
            </a>
          </li>
        ))}
      </ul>
    </Card>
  );
}
