"use client";

import { useTranslations } from "next-intl";
import { useController } from "react-hook-form";
import type { PlacementForm } from "@/components/links/placement-values";
import { AudiencePicker } from "@/components/members/audience-picker";
import type { ActionPlace } from "@/components/ui/action-result";
import { audienceSchema } from "@/lib/members/schema/audience";

/** Who sees a placement, with how many members that reaches. */
export function PlacementAudience({ place }: { place: ActionPlace }) {
  const t = useTranslations("links.onSite");
  const { field, fieldState } = useController<PlacementForm, "placement.audience">({
    name: "placement.audience",
  });
  return (
    <div id="field-placement.audience" className="grid scroll-mt-20 gap-1.5">
      <AudiencePicker
        label={t("audience")}
        error={fieldState.error?.message}
        value={audienceSchema.parse(field.value ?? { type: "all" })}
        onChange={field.onChange}
        merchant={place.merchant}
        store={place.store ?? null}
      />
      <p className="text-xs text-ink-2">{t("audienceHelp")}</p>
    </div>
  );
}
