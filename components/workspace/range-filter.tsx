"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { DateTimeRange, type LocalRange } from "@/components/ui/date-time-range";
import { asRoute } from "@/components/ui/link";
import { type ListState, listHref } from "@/components/ui/list-state";

type RangeFilterProps = {
  /** What happened within those days. */
  label: string;
  path: string;
  state: ListState;
  range: LocalRange;
  timeZone: string;
};

/** The days a list is limited to, kept in its address like everything else it shows. */
export function RangeFilter({ label, path, state, range, timeZone }: RangeFilterProps) {
  const t = useTranslations("workspace.range");
  const router = useRouter();
  const [draft, setDraft] = useState<LocalRange>(range);
  const go = ({ from, until }: LocalRange) => {
    const { from: _, until: __, ...rest } = state.filters;
    const filters = { ...rest, ...(from ? { from: [from] } : {}), ...(until ? { until: [until] } : {}) };
    router.push(asRoute(listHref(path, state, { filters })));
  };
  const clear = () => {
    setDraft({ from: null, until: null });
    go({ from: null, until: null });
  };
  return (
    <div className="flex flex-wrap items-end gap-2">
      <div className="w-full sm:w-104">
        <DateTimeRange
          label={label}
          value={draft}
          onChange={setDraft}
          timeZone={timeZone}
          granularity="day"
          presets={false}
        />
      </div>
      <div className="flex gap-2 sm:pb-6">
        <Button onPress={() => go(draft)}>{t("apply")}</Button>
        {range.from || range.until ? (
          <Button variant="ghost" onPress={clear}>
            {t("clear")}
          </Button>
        ) : null}
      </div>
    </div>
  );
}
