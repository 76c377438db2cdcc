"use client";

import { TriangleAlert } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { usePackDraft } from "@/components/packs/form-context";
import { savingOf } from "@/components/packs/saving";
import { useDraftPage } from "@/components/packs/use-draft-page";
import { Card } from "@/components/ui/card";
import { formatMoney } from "@/lib/kernel/money";

/** What a buyer would wonder about. */
export function PriceChecks() {
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
