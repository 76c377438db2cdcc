"use client";

import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useFormContext } from "react-hook-form";
import { usePackDraft, usePackFormFacts } from "@/components/packs/form-context";
import type { PackForm } from "@/components/packs/form-values";
import { Button } from "@/components/ui/button";
import { FormNumber, FormRadio, FormSelect, FormSwitch, FormText } from "@/components/ui/form-fields";
import { FormSection } from "@/components/ui/form-page";
import { Link } from "@/components/ui/link";
import type { Option } from "@/components/ui/select";

// A search that few packs need: the form does not carry it.
const ActivityPages = dynamic(
  () => import("@/components/packs/activity-pages").then((part) => part.ActivityPages),
  { ssr: false },
);

/** Where a buyer goes, whether what is left unused is paid back, and how many one member may buy (K5). */
export function AdvancedSection() {
  const t = useTranslations("packs.form.advanced");
  const sections = useTranslations("packs.form.sections");
  return (
    <FormSection id="advanced" title={sections("advanced")}>
      <RedirectFields />
      <FormSwitch name="autoRefund" label={t("autoRefund")} help={t("autoRefundHelp")} />
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <FormNumber name="purchaseLimit" label={t("limit")} help={t("limitHelp")} />
        <FormNumber name="purchaseLimitPerDay" label={t("limitPerDay")} help={t("limitHelp")} />
      </div>
    </FormSection>
  );
}

function RedirectFields() {
  const t = useTranslations("packs.form.advanced");
  const { redirect } = usePackDraft();
  const { pages, hosts, settingsPath } = usePackFormFacts();
  const { setValue } = useFormContext<PackForm>();
  const [isChoosing, setChoosing] = useState(false);
  // What was chosen in this form, beside the pages that every pack may lead to.
  const [found, setFound] = useState<readonly Option[]>([]);
  const more = found.filter(
    ({ value }, at) =>
      !pages.some((page) => page.value === value) && at === found.findIndex((one) => one.value === value),
  );
  return (
    <>
      <FormRadio
        name="redirect"
        label={t("redirect")}
        variant="cards"
        options={(["none", "page", "url"] as const).map((value) => ({
          value,
          label: t(`to.${value}`),
          description: t(`to.${value}Help`),
        }))}
      />
      {redirect === "page" ? (
        <div className="grid justify-items-start gap-2 *:first:w-full">
          <FormSelect name="redirectPage" label={t("page")} options={[...pages, ...more]} isRequired />
          <Button size="sm" onPress={() => setChoosing(true)}>
            {t("activity.open")}
          </Button>
        </div>
      ) : null}
      {isChoosing ? (
        <ActivityPages
          onClose={() => setChoosing(false)}
          onChoose={(page) => {
            setFound([...found, page]);
            setValue("redirectPage", page.value, { shouldDirty: true, shouldValidate: true });
            setChoosing(false);
          }}
        />
      ) : null}
      {redirect === "url" ? (
        <div className="grid gap-1">
          <FormText
            name="redirectUrl"
            label={t("url")}
            type="url"
            placeholder="https://"
            maxLength={500}
            isRequired
            help={hosts.length > 0 ? t("hosts", { hosts: hosts.join(", ") }) : t("noHosts")}
          />
          <p className="text-xs">
            <Link href={settingsPath} className="text-brand underline underline-offset-2">
              {t("settings")}
            </Link>
          </p>
        </div>
      ) : null}
    </>
  );
}
