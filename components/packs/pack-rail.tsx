"use client";

import { TriangleAlert } from "lucide-react";
import dynamic from "next/dynamic";
import { useLocale, useTranslations } from "next-intl";
import { usePackDraft } from "@/components/packs/form-context";
import { scheduleInput } from "@/components/packs/form-input";
import type { PackForm } from "@/components/packs/form-values";
import { scheduleWords } from "@/components/packs/pack-words";
import { savingOf } from "@/components/packs/saving";
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

/** Beside the form: what members will see, all of it in a sentence, and what stands out. */
export function PackRail() {
  const t = useTranslations("packs.rail");
  const draft = usePackDraft();
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
      {draft.contents.length > 0 ? <CouponChecks /> : null}
      {draft.type === "paid" ? <ChecksCard /> : null}
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

/** What a buyer would wonder about. */
function ChecksCard() {
  const t = useTranslations("packs.rail");
  const locale = useLocale();
  const { priceMinor, currency } = usePackDraft();
  const { status, contents } = useDraftPage();
  const { worth } = contents;
  const money = (minor: number) => formatMoney(minor, currency, locale, { trim: true });
  const saving = savingOf(priceMinor, worth);
  const warnings: [string, string, string][] = [];
  if (priceMinor && !worth.isLeast && worth.worthMinor > 0 && !saving) {
    warnings.push(["price", "sale", t("warn.price", { worth: money(worth.worthMinor) })]);
  }
  if (status === "ended") warnings.push(["over", "sale", t("warn.over")]);
  return (
    <Card title={t("checks")}>
      {saving ? (
        <p className="text-sm text-ink">
          {t(saving.isLeast ? "savingLeast" : "saving", {
            amount: money(saving.savedMinor),
            percent: saving.percent,
          })}
        </p>
      ) : null}
      {saving || warnings.length > 0 ? null : (
        <p className="text-sm text-ink-2">{t(worth.isLeast ? "unknownWorth" : "noWorth")}</p>
      )}
      <ul className="grid gap-2 empty:hidden">
        {warnings.map(([key, section, words]) => (
          <li key={key} className="flex gap-2 text-sm">
            <TriangleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-warning" />
            <a
              href={`#${section}`}
              className="text-ink underline decoration-border-strong underline-offset-2 hover:text-brand"
            >
              {words}
            </a>
          </li>
        ))}
      </ul>
    </Card>
  );
}
