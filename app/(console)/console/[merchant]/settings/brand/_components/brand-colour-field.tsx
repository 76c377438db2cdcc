"use client";

import { Check } from "lucide-react";
import { useTranslations } from "next-intl";
import { Label, Radio, RadioGroup } from "react-aria-components";
import { useController, useFormContext } from "react-hook-form";
import { faceColours } from "@/components/coupons/face-colours";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { cx } from "@/components/ui/class-names";
import { FormText } from "@/components/ui/form-fields";
import { contrast, isHexColour } from "@/lib/kernel/colour";
import { brandTokens } from "@/lib/merchants/rules/brand";

const NAME = "brand.brandColour";
const OURS = "ours";

/** The product's own colour, some that go well, or any that is typed; with a way out where it cannot be read. */
export function BrandColourField() {
  const t = useTranslations("brand");
  const { field } = useController({ name: NAME });
  const { setValue } = useFormContext();
  const colour: string | null = field.value;
  const choose = (value: string | null) =>
    setValue(NAME, value, { shouldDirty: true, shouldTouch: true, shouldValidate: true });
  const known = [OURS, ...faceColours];
  const chosen = colour === null ? OURS : faceColours.some((face) => face === colour) ? colour : "";
  return (
    <div className="grid gap-4">
      <RadioGroup
        value={chosen}
        onChange={(value) => choose(value === OURS ? null : value)}
        orientation="horizontal"
        className="grid gap-1.5"
      >
        <Label className="text-sm font-[550]">{t("suggestions")}</Label>
        <div className="flex flex-wrap gap-2">
          {known.map((face) => (
            <Radio
              key={face}
              value={face}
              aria-label={face === OURS ? t("ours") : face}
              style={face === OURS ? undefined : { backgroundColor: face }}
              className={({ isSelected, isFocusVisible }) =>
                cx(
                  "grid size-8 cursor-pointer place-items-center rounded-full text-white",
                  face === OURS && "bg-brand text-on-brand",
                  isSelected && "ring-2 ring-ink ring-offset-2 ring-offset-surface",
                  isFocusVisible && "outline-2 outline-offset-4 outline-focus",
                )
              }
            >
              {({ isSelected }) => (isSelected ? <Check aria-hidden="true" className="size-4" /> : null)}
            </Radio>
          ))}
        </div>
      </RadioGroup>
      <FormText
        name={NAME}
        label={t("own")}
        help={t("ownHelp")}
        placeholder="#0e7490"
        maxLength={7}
        mono
        prefix={<Swatch colour={colour} />}
        onValue={(value) => {
          if (value === "") choose(null);
        }}
      />
      <ContrastGuard colour={colour} onFix={choose} />
    </div>
  );
}

function Swatch({ colour }: { colour: string | null }) {
  const style = colour && isHexColour(colour.toLowerCase()) ? { backgroundColor: colour } : undefined;
  return (
    <span
      aria-hidden="true"
      style={style}
      className="block size-4 rounded-full border border-border-strong bg-brand"
    />
  );
}

type GuardProps = { colour: string | null; onFix: (colour: string) => void };

/** Says at once when text in the colour could not be read, and mends it by one press. */
function ContrastGuard({ colour, onFix }: GuardProps) {
  const t = useTranslations("brand");
  const typed = colour?.trim().toLowerCase() ?? null;
  const tokens = brandTokens(typed);
  if (!tokens || typed === null || !isHexColour(typed)) return null;
  const ratio = contrast(typed, "#ffffff").toFixed(1);
  const { brand } = tokens.light;
  if (brand === typed) return <Banner tone="success">{t("readable", { ratio })}</Banner>;
  return (
    <Banner
      tone="warning"
      title={t("unreadable", { ratio })}
      action={
        <Button size="sm" onPress={() => onFix(brand)}>
          {t("fix", { colour: brand })}
        </Button>
      }
    >
      {t("unreadableText")}
    </Banner>
  );
}
