"use client";

import { useTranslations } from "next-intl";
import {
  ColorArea,
  ColorField,
  ColorPicker,
  ColorSlider,
  ColorSwatch,
  ColorThumb,
  DialogTrigger,
  Input,
  Label,
  Popover,
  parseColor,
  Dialog as RacDialog,
  SliderTrack,
} from "react-aria-components";
import { Button } from "@/components/ui/button";
import { type HexColour, isHexColour } from "@/lib/kernel/colour";

type ColourControlProps = {
  label: string;
  value: HexColour | null;
  /** What is shown in the picker while the value is null. */
  fallback: HexColour;
  onChange: (value: HexColour | null) => void;
};

/** A colour of the theme: picked by area and slider, typed as #rrggbb, or left to the brand. */
export function ColourControl({ label, value, fallback, onChange }: ColourControlProps) {
  const t = useTranslations("page-editor");
  const set = (text: string) => {
    const colour = text.toLowerCase();
    if (isHexColour(colour)) onChange(colour);
  };
  return (
    <div className="flex items-center gap-2">
      <ColorPicker value={parseColor(value ?? fallback)} onChange={(colour) => set(colour.toString("hex"))}>
        <DialogTrigger>
          <Button className="min-w-0 flex-1 justify-start">
            <ColorSwatch className="size-5 shrink-0 rounded border border-border-strong" />
            <span className="truncate">{label}</span>
            <span className="ml-auto font-mono text-xs text-ink-2">{value ?? t("fromBrand")}</span>
          </Button>
          <Popover placement="left top" className="rounded-xl border border-border bg-raised p-3 shadow-e2">
            <RacDialog aria-label={label} className="grid w-56 gap-3 outline-none">
              <ColorArea
                colorSpace="hsb"
                xChannel="saturation"
                yChannel="brightness"
                className="h-36 w-full rounded-lg"
              >
                <ColorThumb className="size-5 rounded-full border-2 border-white shadow-e2" />
              </ColorArea>
              <ColorSlider colorSpace="hsb" channel="hue" className="grid gap-1 text-xs">
                <Label>{t("hue")}</Label>
                <SliderTrack className="h-5 w-full rounded-full">
                  <ColorThumb className="top-1/2 size-5 rounded-full border-2 border-white shadow-e2" />
                </SliderTrack>
              </ColorSlider>
              <ColorField className="grid gap-1 text-xs">
                <Label>{t("hex")}</Label>
                <Input className="input w-full font-mono" />
              </ColorField>
            </RacDialog>
          </Popover>
        </DialogTrigger>
      </ColorPicker>
      {value === null ? null : (
        <Button size="sm" variant="ghost" onPress={() => onChange(null)}>
          {t("reset")}
          <span className="sr-only">{label}</span>
        </Button>
      )}
    </div>
  );
}
