"use client";

import { Check } from "lucide-react";
import { useTranslations } from "next-intl";
import { Label, Radio, RadioGroup } from "react-aria-components";
import { useController } from "react-hook-form";
import { faceColours } from "@/components/coupons/face-colours";
import type { CouponForm } from "@/components/coupons/form-values";
import { cx } from "@/components/ui/class-names";

const BRAND = "brand";

/** The colour of the ticket's stub: the brand's, or one of those that are readable in light and dark. */
export function FaceColourField() {
  const t = useTranslations("coupons.form");
  const { field } = useController<CouponForm, "faceColour">({ name: "faceColour" });
  const own = field.value && !faceColours.some((face) => face === field.value) ? [field.value] : [];
  return (
    <RadioGroup
      value={field.value ?? BRAND}
      onChange={(value) => field.onChange(value === BRAND ? null : value)}
      orientation="horizontal"
      className="grid gap-1.5"
    >
      <Label className="text-sm font-[550]">{t("faceColour")}</Label>
      <div className="flex flex-wrap gap-2">
        {[BRAND, ...faceColours, ...own].map((face) => (
          <Radio
            key={face}
            value={face}
            aria-label={face === BRAND ? t("brandColour") : t(`faces.${face.slice(1)}`)}
            style={face === BRAND ? undefined : { backgroundColor: face }}
            className={({ isSelected, isFocusVisible }) =>
              cx(
                "grid size-8 cursor-pointer place-items-center rounded-full text-white",
                face === BRAND && "bg-brand text-on-brand",
                isSelected && "ring-2 ring-ink ring-offset-2 ring-offset-surface",
                isFocusVisible && "outline-2 outline-offset-4 outline-focus",
              )
            }
          >
            {({ isSelected }) => (isSelected ? <Check aria-hidden="true" className="size-4" /> : null)}
          </Radio>
        ))}
      </div>
      <p className="text-xs text-ink-2">{t("faceColourHelp")}</p>
    </RadioGroup>
  );
}
