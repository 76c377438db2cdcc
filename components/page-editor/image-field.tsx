"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/text-field";
import { imageSchema } from "@/lib/activities/schema/page";

type ImageFieldProps = { label: string; value: unknown; onChange: (value: unknown) => void };

/** A stored picture of a block, and what it shows in words. */
export function ImageField({ label, value, onChange }: ImageFieldProps) {
  const t = useTranslations("page-editor");
  const image = imageSchema.safeParse(value).data ?? null;
  if (!image) return null;
  return (
    <div className="grid gap-2">
      <TextField
        label={t("alt")}
        help={label}
        value={image.alt}
        maxLength={200}
        onChange={(alt) => onChange({ ...image, alt })}
      />
      <Button size="sm" onPress={() => onChange(null)}>
        {t("removeImage")}
      </Button>
    </div>
  );
}
