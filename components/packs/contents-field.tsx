"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { get, useController, useFormContext, useWatch } from "react-hook-form";
import { PrizeCouponLine } from "@/components/activities/prize-coupon-line";
import { usePrizeCoupons } from "@/components/activities/prize-coupons";
import { PrizePicker } from "@/components/activities/prize-picker";
import { newItem, type PackForm } from "@/components/packs/form-values";
import { ItemFields } from "@/components/packs/item-fields";
import { keyedItems } from "@/components/packs/keyed-items";
import { useFormContextOfAction } from "@/components/ui/action-form";
import { Button } from "@/components/ui/button";

type ContentsFieldProps = { name: "contents" | "firstContents"; label: string; help: string };

/** The coupons of a delivery: out of the merchant's own, and how many of each. */
export function ContentsField({ name, label, help }: ContentsFieldProps) {
  const t = useTranslations("packs.form.contents");
  const { control, setValue } = useFormContext<PackForm>();
  const { labels } = useFormContextOfAction();
  const { field, formState } = useController({ control, name });
  const rows = useWatch({ control, name });
  const { known, timeZone, now } = usePrizeCoupons();
  useEffect(() => {
    labels.set(name, label);
    return () => void labels.delete(name);
  }, [labels, name, label]);
  const change = (next: PackForm["contents"]) =>
    setValue(name, next, { shouldDirty: true, shouldValidate: formState.isSubmitted });
  const error = messageAt(formState.errors, name);
  const noteId = `note-${name}`;
  return (
    <fieldset
      id={`field-${name}`}
      className="grid min-w-0 scroll-mt-20 gap-2"
      data-invalid={error ? "true" : undefined}
      aria-describedby={noteId}
    >
      <legend className="label label--required mb-1">{label}</legend>
      {rows.length > 0 ? (
        <ul className="grid gap-2">
          {keyedItems(rows).map(({ key, item: { couponId } }, at) => {
            const coupon = known.get(couponId);
            const couponName = coupon?.name ?? couponId;
            return (
              <li key={key} className="grid gap-3 rounded-md border border-border bg-surface px-3 py-2.5">
                <div className="flex items-center gap-3">
                  <div className="min-w-0 flex-1">
                    {coupon ? <PrizeCouponLine coupon={coupon} timeZone={timeZone} now={now} /> : couponName}
                  </div>
                  <Button
                    size="sm"
                    variant="ghost"
                    iconOnly
                    aria-label={t("remove", { coupon: couponName })}
                    onPress={() => change(rows.filter((_, other) => other !== at))}
                  >
                    <X aria-hidden="true" />
                  </Button>
                </div>
                <ItemFields name={`${name}.${at}`} coupon={couponName} />
              </li>
            );
          })}
        </ul>
      ) : null}
      <div className="flex flex-wrap items-center gap-3">
        <PrizePicker
          label={t("add", { list: label })}
          inputRef={field.ref}
          // One may be had twice: now, and again later.
          taken={[]}
          onAdd={(ids) => change([...rows, ...ids.map(newItem)])}
        />
        <span id={noteId} className={error ? "text-xs text-danger" : "text-xs text-ink-2"}>
          {error ?? help}
        </span>
      </div>
    </fieldset>
  );
}

function messageAt(errors: object, name: string): string | undefined {
  const message: unknown = get(errors, `${name}.root.message`) ?? get(errors, `${name}.message`);
  return typeof message === "string" ? message : undefined;
}
