"use client";

import { useTranslations } from "next-intl";
import { CheckboxGroup } from "@/components/ui/checkbox";
import { Select } from "@/components/ui/select";
import { type PromoteChoice, qrFormats, qrSizes } from "@/lib/links/schema";

type Files = Pick<PromoteChoice, "sizes" | "format">;
type QrFilesProps = Files & { onChange: (change: Partial<Files>) => void };

/** Which files of a QR code are wanted: its sizes and their format. */
export function QrFiles({ sizes, format, onChange }: QrFilesProps) {
  const t = useTranslations("links.qr");
  const known = qrSizes.filter(({ pixels }) => sizes.includes(pixels));
  return (
    <>
      <CheckboxGroup
        label={t("sizes")}
        value={known.map(({ pixels }) => String(pixels))}
        onChange={(values) => onChange({ sizes: values.map(Number).sort((a, b) => a - b) })}
        options={qrSizes.map(({ pixels, centimetres }) => ({
          value: String(pixels),
          label: t("size", { pixels, metres: centimetres / 100 }),
        }))}
      />
      <Select
        label={t("format")}
        value={format}
        onChange={(value) => {
          const next = qrFormats.find((one) => one === value);
          if (next) onChange({ format: next });
        }}
        options={qrFormats.map((value) => ({ value, label: t(`format_${value}`) }))}
      />
    </>
  );
}
