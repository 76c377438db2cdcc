"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { DateTimeRange, type LocalRange } from "@/components/ui/date-time-range";
import { asRoute } from "@/components/ui/link";
import { type Beside, daysIn, MOST_DAYS, readRange } from "@/lib/coupons/rules/range";

type OwnDaysProps = {
  path: string;
  beside: Beside;
  from: string;
  to: string;
  timeZone: string;
  error?: string;
};

/** Days of one's own; what is no range is said here and asked of nobody. */
export function OwnDays({ path, beside, from, to, timeZone, error }: OwnDaysProps) {
  const t = useTranslations("coupon-data.range");
  const router = useRouter();
  const [draft, setDraft] = useState<LocalRange>({ from, until: to });
  const [problem, setProblem] = useState(error);
  const show = () => {
    const asked = { range: "custom", from: draft.from ?? "", to: draft.until ?? "" };
    const days = daysIn(asked.from, asked.to);
    if (days > MOST_DAYS) return setProblem(t("tooLong", { days, count: MOST_DAYS }));
    if (readRange(asked, to).wrong) return setProblem(t("wrong", { count: MOST_DAYS }));
    setProblem(undefined);
    const search = new URLSearchParams(beside === "year" ? { ...asked, beside } : asked);
    router.push(asRoute(`${path}?${search}`), { scroll: false });
  };
  return (
    <form
      className="flex flex-wrap items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        show();
      }}
    >
      <div className="w-full max-w-md">
        <DateTimeRange
          label={t("custom")}
          value={draft}
          onChange={setDraft}
          timeZone={timeZone}
          granularity="day"
          presets={false}
          error={problem}
        />
      </div>
      <div className="sm:pb-6">
        <Button type="submit">{t("apply")}</Button>
      </div>
    </form>
  );
}
