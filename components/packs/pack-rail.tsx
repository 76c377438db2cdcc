"use client";

import { TriangleAlert } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { usePrizeCoupons } from "@/components/activities/prize-coupons";
import { ticketWords } from "@/components/coupons/ticket-words";
import { usePackDraft } from "@/components/packs/form-context";
import { scheduleInput } from "@/components/packs/form-input";
import type { FormItem, PackForm } from "@/components/packs/form-values";
import { PackFace } from "@/components/packs/pack-face";
import { PackPrice } from "@/components/packs/pack-price";
import { couponsIn, scheduleWords } from "@/components/packs/pack-words";
import { savingOf } from "@/components/packs/saving";
import { Card } from "@/components/ui/card";
import { formatMoney } from "@/lib/kernel/money";
import { packWorth, worthOf } from "@/lib/packs/rules/worth";
import { packScheduleSchema } from "@/lib/packs/schema";

/** Beside the form: what members will see, all of it in a sentence, and what stands out. */
export function PackRail() {
  const t = useTranslations("packs.rail");
  const draft = usePackDraft();
  return (
    <>
      <Card title={t("preview")}>
        <PackPreview />
      </Card>
      <Card title={t("summary")}>
        <p className="text-sm text-ink" aria-live="polite">
          {useSentence(draft) ?? <span className="text-ink-2">{t("incomplete")}</span>}
        </p>
      </Card>
      {draft.type === "paid" ? <ChecksCard /> : null}
    </>
  );
}

/** The deliveries one after another; each list as often as it comes. */
function listsOf({ method, content, firstContents, contents, cycles }: PackForm): [FormItem[], number][] {
  if (method === "one_time") return [[contents, 1]];
  const times = cycles ?? 0;
  if (content === "same") return [[contents, times]];
  return [
    [firstContents, Math.min(1, times)],
    [contents, Math.max(0, times - 1)],
  ];
}

/** What everything in it is worth together, by the very rule that the mall uses. */
function useWorth() {
  const { known } = usePrizeCoupons();
  const draft = usePackDraft();
  const { method, content, contents, firstContents, currency } = draft;
  const of = (items: readonly FormItem[]) =>
    worthOf(
      items.flatMap(({ couponId, quantity }) => {
        const coupon = known.get(couponId);
        return coupon ? [{ ...coupon, quantity: quantity || 0 }] : [];
      }),
      currency,
    );
  const each = of(contents);
  if (method === "one_time") return each;
  return packWorth(content === "different" ? of(firstContents) : each, each, draft.cycles || 1);
}

function useSentence(draft: PackForm): string | null {
  const t = useTranslations("packs.rail");
  const words = useTranslations("packs.words");
  const locale = useLocale();
  const schedule = packScheduleSchema.safeParse(scheduleInput(draft));
  const count = listsOf(draft).reduce((sum, [items, times]) => sum + couponsIn(items) * times, 0);
  if (!schedule.success || count === 0) return null;
  const when = scheduleWords(schedule.data, locale, words);
  if (draft.type === "campaign") return t("sentenceFree", { count, when });
  if (!draft.priceMinor) return null;
  const price = formatMoney(draft.priceMinor, draft.currency, locale, { trim: true });
  return t("sentencePaid", { count, when, price });
}

function PackPreview() {
  const t = useTranslations("packs");
  const ticket = useTranslations("ticket");
  const locale = useLocale();
  const draft = usePackDraft();
  const { known, timeZone, now } = usePrizeCoupons();
  const worth = useWorth();
  const first =
    draft.method === "recurring" && draft.content === "different" ? draft.firstContents : draft.contents;
  const chips = first.flatMap(({ couponId, quantity }) => {
    const coupon = known.get(couponId);
    if (!coupon) return [];
    const facts = { ...coupon, productName: coupon.productName ?? undefined, timeZone, now };
    return [{ key: couponId, words: ticketWords(facts, locale, ticket), quantity: quantity ?? 0 }];
  });
  return (
    <div className="mx-auto grid max-w-56 gap-2 rounded-xl border border-border bg-surface p-2.5 shadow-e1">
      <PackFace chips={chips} image={draft.image} />
      <p className="font-semibold text-ink">{draft.name.trim() || t("rail.unnamed")}</p>
      <p className="text-xs text-ink-2">{t("words.coupons", { count: couponsIn(first) })}</p>
      {draft.type === "paid" && draft.priceMinor ? (
        <PackPrice priceMinor={draft.priceMinor} worth={worth} currency={draft.currency} />
      ) : null}
    </div>
  );
}

/** What a buyer would wonder about. */
function ChecksCard() {
  const t = useTranslations("packs.rail");
  const locale = useLocale();
  const { priceMinor, currency, salesUntil } = usePackDraft();
  const { now } = usePrizeCoupons();
  const worth = useWorth();
  const money = (minor: number) => formatMoney(minor, currency, locale, { trim: true });
  const saving = savingOf(priceMinor, worth);
  const warnings: [string, string, string][] = [];
  if (priceMinor && !worth.isLeast && worth.worthMinor > 0 && !saving) {
    warnings.push(["price", "sale", t("warn.price", { worth: money(worth.worthMinor) })]);
  }
  if (salesUntil && salesUntil < now.toISOString().slice(0, 16)) {
    warnings.push(["over", "sale", t("warn.over")]);
  }
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
