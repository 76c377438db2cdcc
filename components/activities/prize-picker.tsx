"use client";

import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { type Ref, useEffect, useState } from "react";
import { PrizeCouponLine } from "@/components/activities/prize-coupon-line";
import { usePrizeCoupons } from "@/components/activities/prize-coupons";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Dialog } from "@/components/ui/dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { TextField } from "@/components/ui/text-field";
import { findPrizeCoupons } from "@/lib/activities/actions";
import type { PrizeCoupon } from "@/lib/activities/queries/prizes";

type PrizePickerProps = {
  label: string;
  taken: readonly string[];
  onAdd: (couponIds: string[]) => void;
  inputRef?: Ref<HTMLButtonElement>;
};

/** Chooses coupons out of the merchant's own: the newest first, the rest by search. */
export function PrizePicker({ label, taken, onAdd, inputRef }: PrizePickerProps) {
  const t = useTranslations("activities.picker");
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState<string[]>([]);
  const change = (next: boolean) => {
    setOpen(next);
    setChosen([]);
  };
  return (
    <Dialog
      title={t("title")}
      isOpen={open}
      onOpenChange={change}
      trigger={
        <Button ref={inputRef} size="sm" aria-label={label}>
          <Plus aria-hidden="true" />
          {t("open")}
        </Button>
      }
      footer={(close) => (
        <>
          <Button onPress={close}>{t("cancel")}</Button>
          <Button
            variant="primary"
            onPress={() => {
              onAdd(chosen);
              close();
            }}
          >
            {t("add", { count: chosen.length })}
          </Button>
        </>
      )}
    >
      <CouponChoice taken={taken} chosen={chosen} onChange={setChosen} />
    </Dialog>
  );
}

type ChoiceProps = {
  taken: readonly string[];
  chosen: readonly string[];
  onChange: (ids: string[]) => void;
};

function CouponChoice({ taken, chosen, onChange }: ChoiceProps) {
  const t = useTranslations("activities.picker");
  const { place, timeZone, now } = usePrizeCoupons();
  const { query, setQuery, found, more, searching } = useCouponSearch();
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
      <p role="status" className="text-xs text-ink-2">
        {searching
          ? t("searching")
          : found.length === 0
            ? t("nothing")
            : more
              ? t("more", { count: found.length })
              : t("all", { count: found.length })}
      </p>
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

function useCouponSearch() {
  const { place, offered, more, remember } = usePrizeCoupons();
  const [query, setQuery] = useState("");
  const [answer, setAnswer] = useState<{ q: string; rows: PrizeCoupon[]; more: boolean } | null>(null);
  const wanted = query.trim();
  useEffect(() => {
    if (wanted === "") return;
    let current = true;
    const timer = setTimeout(async () => {
      const result = await findPrizeCoupons({ ...place, input: { q: wanted } }).catch(() => null);
      if (!current) return;
      const found = result?.ok ? result.value : { rows: [], more: false };
      remember(found.rows);
      setAnswer({ q: wanted, ...found });
    }, 250);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [wanted, place, remember]);
  const settled = wanted !== "" && answer?.q === wanted;
  return {
    query,
    setQuery,
    found: wanted === "" ? offered : (answer?.rows ?? offered),
    more: wanted === "" ? more : (answer?.more ?? false),
    searching: wanted !== "" && !settled,
  };
}
