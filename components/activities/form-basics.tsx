"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { codeFromName } from "@/components/activities/code-from-name";
import type { ActivityFormValues } from "@/components/activities/form-values";
import type { ConsolePlace } from "@/components/activities/paths";
import { FormImage } from "@/components/images/form-image";
import { FormDateTimeRange, FormSelect, FormText } from "@/components/ui/form-fields";
import { FormSection } from "@/components/ui/form-page";
import { TranslatedLanguages, TranslatedText } from "@/components/ui/translated";
import { slugOf } from "@/lib/activities/rules/slug";

type FormBasicsProps = {
  place: ConsolePlace;
  baseUrl: string;
  timeZones: readonly string[];
  /** The address the activity has now; null while it is not saved. */
  slug: string | null;
  /** Why the zone cannot be changed any more; null = it can. */
  zoneFixed: boolean;
};

export function FormBasics({ place, baseUrl, timeZones, slug, zoneFixed }: FormBasicsProps) {
  const t = useTranslations("activities.form.basics");
  const { control } = useFormContext<ActivityFormValues>();
  const [code, timeZone] = useWatch({ control, name: ["code", "timeZone"] });
  const followName = useCodeFollowsName(slug === null);
  const address = `${baseUrl.replace(/^https?:\/\//, "")}/a/${slugOf(code)}`;
  return (
    <FormSection id="basics" title={t("title")}>
      <TranslatedLanguages />
      <TranslatedText
        field="name"
        label={t("name")}
        help={t("nameHelp")}
        maxLength={60}
        isRequired
        autoComplete="off"
      />
      <FormText
        name="code"
        label={t("code")}
        isRequired
        mono
        autoComplete="off"
        maxLength={40}
        onValue={followName.stop}
        help={
          <>
            {slug === null ? t("codeHelp") : t("codeHelpEdit")}
            {code ? <span className="mt-0.5 block font-mono wrap-anywhere text-ink">{address}</span> : null}
          </>
        }
      />
      <FormDateTimeRange
        fromName="startsAt"
        untilName="endsAt"
        label={t("period")}
        timeZone={timeZone}
        help={t("periodHelp")}
        isRequired
      />
      <div className="sm:max-w-sm">
        <FormSelect
          name="timeZone"
          label={t("timeZone")}
          help={zoneFixed ? t("timeZoneFixed") : t("timeZoneHelp")}
          isDisabled={zoneFixed}
          options={timeZones.map((zone) => ({ value: zone, label: zone.replaceAll("_", " ") }))}
        />
      </div>
      <TranslatedText
        field="description"
        label={t("description")}
        help={t("descriptionHelp")}
        multiline
        rows={2}
        maxLength={500}
      />
      <FormImage
        name="heroImage"
        label={t("heroImage")}
        help={t("heroImageHelp")}
        place={place}
        shape="banner"
      />
      <TranslatedText
        field="rulesText"
        label={t("rules")}
        help={t("rulesHelp")}
        multiline
        rows={5}
        maxLength={5000}
      />
    </FormSection>
  );
}

/** While nobody typed a code of their own, it is made of the name. */
function useCodeFollowsName(active: boolean) {
  const { control, getFieldState, setValue } = useFormContext<ActivityFormValues>();
  const name = useWatch({ control, name: "name" });
  const own = useRef(!active);
  useEffect(() => {
    if (own.current) return;
    const shouldValidate = getFieldState("code").invalid;
    setValue("code", codeFromName(name), { shouldDirty: true, shouldValidate });
  }, [name, setValue, getFieldState]);
  return {
    stop: (value: unknown) => {
      own.current = value !== "";
    },
  };
}
