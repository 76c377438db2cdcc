"use client";

import dynamic from "next/dynamic";
import { useLocale, useTranslations } from "next-intl";
import { usePackDraft } from "@/components/packs/form-context";
import { scheduleInput } from "@/components/packs/form-input";
import type { PackForm } from "@/components/packs/form-values";
import { scheduleWords } from "@/components/packs/pack-words";
import { useDraftPage } from "@/components/packs/use-draft-page";
import { Card } from "@/components/ui/card";
import { formatMoney } from "@/lib/kernel/money";
import { packScheduleSchema } from "@/lib/packs/schema";

const PackLook = dynamic(() => import("@/components/packs/pack-look").then((part) => part.PackLook), {
  ssr: false,
  // As high as what comes, so that what stands below it stays where it is.
  loading: () => <div className="h-128" />,
});

// Not before there is a coupon that it could warn of.
const CouponChecks = dynamic(
  () => import("@/components/packs/coupon-checks").then((part) => part.CouponChecks),
  {
    ssr: false,
  },
);

// Nor before there is a price or a coupon to wonder about.
const PriceChecks = dynamic(
  () => import("@/components/packs/price-checks").then((part) => part.PriceChecks),
  { ssr: false },
);

/** Beside the form: what members will see, all of it in a sentence, and what stands out. */
export function PackRail() {
  const t = useTranslations("packs.rail");
  const draft = usePackDraft();
  const hasContents = draft.contents.length > 0;
  return (
    <>
      <Card title={t("preview")}>
        <PackLook />
      </Card>
      <Card title={t("summary")}>
        <p className="text-sm text-ink" aria-live="polite">
          {useSentence(draft) ?? <span className="text-ink-2">{t("incomplete")}</span>}
        </p>
      </Card>
      {hasContents ? <CouponChecks /> : null}
      {draft.type === "paid" && (hasContents || draft.priceMinor) ? <PriceChecks /> : null}
    </>
  );
}

function useSentence(draft: PackForm): string | null {
  const t = useTranslations("packs.rail");
  const words = useTranslations("packs.words");
  const locale = useLocale();
  const schedule = packScheduleSchema.safeParse(scheduleInput(draft));
  const count = useDraftPage().contents.allCoupons;
  if (!schedule.success || count === 0) return null;
  const when = scheduleWords(schedule.data, locale, words);
  if (draft.type === "campaign") return t("sentenceFree", { count, when });
  if (!draft.priceMinor) return null;
  const price = formatMoney(draft.priceMinor, draft.currency, locale, { trim: true });
  return t("sentencePaid", { count, when, price });
}
