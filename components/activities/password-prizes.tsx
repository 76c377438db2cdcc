"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { get, useController, useFormContext, useWatch } from "react-hook-form";
import type { ActivityFormValues } from "@/components/activities/form-values";
import { PrizeCouponLine } from "@/components/activities/prize-coupon-line";
import { usePrizeCoupons } from "@/components/activities/prize-coupons";
import { PrizePicker } from "@/components/activities/prize-picker";
import { useFormContextOfAction } from "@/components/ui/action-form";
import { Button } from "@/components/ui/button";
import { FormNumber } from "@/components/ui/form-fields";

/** What one password gives: coupons out of the library, and how many of each with every win. */
export function PasswordPrizes({ index }: { index: number }) {
  const t = useTranslations("activities.form.prizes");
  const name = `rules.passwords.${index}.prizes` as const;
  const { control, setValue } = useFormContext<ActivityFormValues>();
  const { labels } = useFormContextOfAction();
  const { field, formState } = useController({ control, name });
  const prizes = useWatch({ control, name });
  const { known, timeZone, now } = usePrizeCoupons();
  const label = t("label", { position: index + 1 });
  useEffect(() => {
    labels.set(name, label);
    return () => void labels.delete(name);
  }, [labels, name, label]);
  const change = (next: ActivityFormValues["rules"]["passwords"][number]["prizes"]) =>
    setValue(name, next, { shouldDirty: true, shouldValidate: formState.isSubmitted });
  const error = messageAt(formState.errors, name);
  const errorId = `error-${name}`;
  return (
    <div
      id={`field-${name}`}
      className="grid min-w-0 scroll-mt-20 gap-2"
      data-invalid={error ? "true" : undefined}
    >
      <span className="label label--required">{t("title")}</span>
      {prizes.length > 0 ? (
        <ul className="grid gap-2">
          {prizes.map((prize, at) => {
            const coupon = known.get(prize.couponId);
            const couponName = coupon?.name ?? prize.couponId;
            return (
              <li
                key={prize.couponId}
                className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-md border border-border bg-surface px-3 py-2"
              >
                <div className="min-w-0 flex-1 basis-48">
                  {coupon ? <PrizeCouponLine coupon={coupon} timeZone={timeZone} now={now} /> : couponName}
                </div>
                <div className="w-24">
                  <FormNumber
                    name={`${name}.${at}.quantity`}
                    label={t("quantity", { coupon: couponName })}
                    labelHidden
                    prefix="×"
                  />
                </div>
                <Button
                  size="sm"
                  variant="ghost"
                  iconOnly
                  aria-label={t("remove", { coupon: couponName })}
                  onPress={() => change(prizes.filter((other) => other.couponId !== prize.couponId))}
                >
                  <X aria-hidden="true" />
                </Button>
              </li>
            );
          })}
        </ul>
      ) : null}
      <div className="flex flex-wrap items-center gap-3" aria-describedby={error ? errorId : undefined}>
        <PrizePicker
          label={t("addTo", { position: index + 1 })}
          inputRef={field.ref}
          taken={prizes.map((prize) => prize.couponId)}
          onAdd={(ids) => change([...prizes, ...ids.map((couponId) => ({ couponId, quantity: 1 }))])}
        />
        <span id={errorId} className={error ? "text-xs text-danger" : "text-xs text-ink-2"}>
          {error ?? t("help")}
        </span>
      </div>
    </div>
  );
}

function messageAt(errors: object, name: string): string | undefined {
  const message: unknown = get(errors, `${name}.root.message`) ?? get(errors, `${name}.message`);
  return typeof message === "string" ? message : undefined;
}
