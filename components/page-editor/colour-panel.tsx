"use client";

import { useTranslations } from "next-intl";
import {
  ColorArea,
  ColorField,
  ColorPicker,
  ColorSlider,
  ColorThumb,
  Input,
  Label,
  SliderTrack,
} from "react-aria-components";
import { type HexColour, isHexColour } from "@/lib/kernel/colour";

/** Where a colour is picked: by area and slider, or typed as #rrggbb. */
export function ColourPanel({ value, onChange }: { value: HexColour; onChange: (value: HexColour) => void }) {
  const t = useTranslations("page-editor");
  const set = (text: string) => {
    const colour = text.toLowerCase();
    if (isHexColour(colour)) onChange(colour);
  };
  return (
    // Given as text: of a colour that is made anew with each drawing the field forgets what is being typed.
    <ColorPicker value={value} onChange={(colour) => set(colour.toString("hex"))}>
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
    </ColorPicker>
  );
}
