"use client";

import dynamic from "next/dynamic";
import { useLocale, useTranslations } from "next-intl";
import type { FieldValues } from "react-hook-form";
import { Banner } from "./banner";
import { Button } from "./button";
import type { EditForm } from "./use-edit-form";

// Two people seldom save at once: what is asked of them then is fetched then.
const ConflictDialog = dynamic(async () => (await import("./conflict-dialog")).ConflictDialog, {
  ssr: false,
});

type GuardsProps<In extends FieldValues, Out> = { edit: EditForm<In, Out> };

/** Inside the form of something that exists: offers what was not saved before, and asks when two people saved. */
export function EditGuards<In extends FieldValues, Out>({ edit }: GuardsProps<In, Out>) {
  return (
    <>
      {edit.kept ? <KeptBanner edit={edit} at={edit.kept.at} /> : null}
      {edit.conflict ? (
        <ConflictDialog {...edit.conflict} keepMine={edit.keepMine} takeTheirs={edit.takeTheirs} />
      ) : null}
    </>
  );
}

function KeptBanner<In extends FieldValues, Out>({ edit, at }: GuardsProps<In, Out> & { at: number }) {
  const t = useTranslations("ui.edit_form");
  const locale = useLocale();
  const when = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short", hourCycle: "h23" });
  return (
    <Banner
      tone="info"
      action={
        <span className="flex gap-2">
          <Button size="sm" onPress={edit.forget}>
            {t("forget")}
          </Button>
          <Button size="sm" variant="primary" onPress={edit.restore}>
            {t("restore")}
          </Button>
        </span>
      }
    >
      {t("kept", { at: when.format(at) })}
    </Banner>
  );
}
