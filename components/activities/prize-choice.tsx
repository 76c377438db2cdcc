"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { PrizeCouponLine } from "@/components/activities/prize-coupon-line";
import { usePrizeCoupons } from "@/components/activities/prize-coupons";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import { SearchFailed } from "@/components/ui/search-failed";
import { TextField } from "@/components/ui/text-field";
import { findPrizeCoupons } from "@/lib/activities/actions";
import type { PrizeCoupon } from "@/lib/activities/queries/prizes";

type ChoiceProps = {
  taken: readonly string[];
  chosen: readonly string[];
  onChange: (ids: string[]) => void;
};

/** The coupons that can be chosen, each with a box: the newest, or what a search finds. */
export function PrizeChoice({ taken, chosen, onChange }: ChoiceProps) {
  const t = useTranslations("activities.picker");
  const { place, timeZone, now } = usePrizeCoupons();
  const { query, setQuery, found, more, searching, failed, retry } = useCouponSearch();
  if (found.length === 0 && query.trim() === "") {
    const create = `/console/${place.merchant}${place.store ? `/s/${place.store}` : ""}/coupons/new`;
    return (
      <EmptyState
        title={t("none")}
        text={t("noneText")}
        action={<ButtonLink href={create}>{t("createCoupon")}</ButtonLink>}
      />
    );
  }
  return (
    <div className="grid gap-3">
      <TextField
        label={t("search")}
        labelHidden
        placeholder={t("search")}
        type="search"
        value={query}
        onChange={setQuery}
      />
      {failed ? (
        <SearchFailed onRetry={retry} />
      ) : (
        <p role="status" className="text-xs text-ink-2">
          {searching
            ? t("searching")
            : found.length === 0
              ? t("nothing")
              : more
                ? t("more", { count: found.length })
                : t("all", { count: found.length })}
        </p>
      )}
      <ul className="grid divide-y divide-border">
        {found.map((coupon) => {
          const already = taken.includes(coupon.id);
          return (
            <li key={coupon.id}>
              <label className="flex items-center gap-3 py-2.5 has-enabled:cursor-pointer">
                <input
                  type="checkbox"
                  className="size-4 shrink-0 accent-brand"
                  aria-label={coupon.name}
                  disabled={already}
                  checked={already || chosen.includes(coupon.id)}
                  onChange={({ target }) =>
                    onChange(
                      target.checked ? [...chosen, coupon.id] : chosen.filter((id) => id !== coupon.id),
                    )
                  }
                />
                <span className="min-w-0 flex-1">
                  <PrizeCouponLine coupon={coupon} timeZone={timeZone} now={now} />
                </span>
                {already ? <span className="text-xs text-ink-2">{t("already")}</span> : null}
              </label>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

type Answer = { q: string; rows: PrizeCoupon[]; more: boolean; failed: boolean };

function useCouponSearch() {
  const { place, offered, more, remember } = usePrizeCoupons();
  const [query, setQuery] = useState("");
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [tries, setTries] = useState(0);
  const wanted = query.trim();
  // biome-ignore lint/correctness/useExhaustiveDependencies(tries): asked again, it is another search for the same.
  useEffect(() => {
    if (wanted === "") return;
    let current = true;
    const timer = setTimeout(async () => {
      const result = await findPrizeCoupons({ ...place, input: { q: wanted } }).catch(() => null);
      if (!current) return;
      const found = result?.ok ? result.value : { rows: [], more: false };
      remember(found.rows);
      setAnswer({ q: wanted, ...found, failed: !result?.ok });
    }, 250);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [wanted, place, remember, tries]);
  const settled = wanted !== "" && answer?.q === wanted;
  return {
    query,
    setQuery,
    found: wanted === "" ? offered : (answer?.rows ?? offered),
    more: wanted === "" ? more : (answer?.more ?? false),
    searching: wanted !== "" && !settled,
    failed: settled && answer.failed,
    retry: () => {
      setAnswer(null);
      setTries((before) => before + 1);
    },
  };
}
