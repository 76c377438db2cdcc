"use client";

import { useLocale, useTranslations } from "next-intl";
import { DeliveryCalendar } from "@/components/packs/delivery-calendar";
import { usePackDraft, usePackFormFacts } from "@/components/packs/form-context";
import { scheduleInput } from "@/components/packs/form-input";
import { scheduleWords } from "@/components/packs/pack-words";
import { previewDeliveries } from "@/lib/packs/rules/schedule";
import { packScheduleSchema } from "@/lib/packs/schema";

/** The next deliveries of a pack that were bought today, worked out by the very rule that makes them (K3). */
export function NextDeliveries() {
  const t = useTranslations("packs.form.calendar");
  const words = useTranslations("packs.words");
  const locale = useLocale();
  const { timeZone } = usePackFormFacts();
  const parsed = packScheduleSchema.safeParse(scheduleInput(usePackDraft()));
  const schedule = parsed.data;
  if (schedule?.type !== "recurring") {
    return <p className="rounded-lg bg-sunken px-3 py-2 text-sm text-ink-2">{t("incomplete")}</p>;
  }
  const days = previewDeliveries(schedule, new Date(), timeZone).map(({ date }) => date);
  return (
    <section
      aria-labelledby="next-deliveries"
      className="grid gap-3 rounded-lg bg-sunken p-3"
      suppressHydrationWarning
    >
      <div>
        <h3 id="next-deliveries" className="text-sm font-semibold text-ink">
          {t("title", { count: days.length })}
        </h3>
        <p className="text-xs text-ink-2">
          {scheduleWords(schedule, locale, words)} · {t("help")}
        </p>
      </div>
      <DeliveryCalendar days={days} />
    </section>
  );
}
