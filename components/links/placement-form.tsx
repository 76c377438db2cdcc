"use client";

import { useTranslations } from "next-intl";
import type { RefObject } from "react";
import { useWatch } from "react-hook-form";
import { FormImage } from "@/components/images/form-image";
import { PlacementAudience } from "@/components/links/placement-audience";
import { PlacementLook } from "@/components/links/placement-look";
import {
  newPlacement,
  placementForm,
  placementFormSchema,
  placementInput,
  type PlacementForm as Values,
} from "@/components/links/placement-values";
import type { PromotedPage } from "@/components/links/promote-dialog";
import { ActionForm, useActionForm } from "@/components/ui/action-form";
import type { ActionPlace, StaffAction } from "@/components/ui/action-result";
import { Button } from "@/components/ui/button";
import { FormActions } from "@/components/ui/form-actions";
import { FormDateTimeRange, FormNumber, FormRadio } from "@/components/ui/form-fields";
import { LeaveGuard } from "@/components/ui/leave-guard";
import type { Guard } from "@/components/ui/navigation";
import { TranslatedFields, TranslatedLanguages, TranslatedText } from "@/components/ui/translated";
import { createPlacement, editPlacement } from "@/lib/links/actions/placements";
import type { PlacementRow } from "@/lib/links/queries/placements";
import { shortText } from "@/lib/links/rules/placement-words";
import {
  type PlacedTarget,
  placementForms,
  placementTexts,
  slots,
  storeSlots,
} from "@/lib/links/schema/placements";

type PlacementFormProps = {
  place: ActionPlace;
  target: PlacedTarget;
  promoted: PromotedPage;
  merchant: { name: string; brandColour: string | null; timeZone: string };
  mayUpload: boolean;
  /** Given: this one is changed. */
  row: PlacementRow | null;
  /** How the dialog asks before what was typed is lost. */
  asks: RefObject<Guard | null>;
  onDone: () => void;
};

const texts = { title: "placement.title", text: "placement.text", button: "placement.button" };

/** Where, as what, when, for whom and in which words something stands on members' pages. */
export function PlacementForm(props: PlacementFormProps) {
  const { place, target, promoted, merchant, mayUpload, row, asks, onDone } = props;
  const t = useTranslations("links.onSite");
  const ui = useTranslations("ui");
  const { timeZone } = merchant;
  const isOfStore = Boolean(place.store ?? row?.storeName);
  const offered = isOfStore ? storeSlots : slots;
  const action: StaffAction<unknown> = row ? editPlacement : createPlacement;
  const form = useActionForm<Values, unknown, unknown>({
    schema: placementFormSchema,
    defaultValues: row
      ? placementForm(row, timeZone)
      : newPlacement(offered[0], mayUpload ? promoted.shareImage : null, timeZone),
    action,
    where: place,
    input: (values) => {
      const placement = placementInput(values, timeZone);
      return row ? { placementId: row.id, revision: row.revision, placement } : { target, placement };
    },
    success: t(row ? "saved" : "created"),
    onSuccess: onDone,
  });
  const said = {
    title: promoted.shareTitle || promoted.name,
    text: promoted.shareSubtitle || shortText(promoted.description),
  };
  return (
    <ActionForm form={form} className="grid gap-5">
      <LeaveGuard active={form.isDirty && !form.pending} asks={asks} />
      <FormRadio
        name="placement.slot"
        label={t("slot")}
        help={isOfStore ? t("slotHelpStore") : undefined}
        variant="segments"
        options={offered.map((value) => ({ value, label: t(`slots.${value}`) }))}
      />
      <FormRadio
        name="placement.form"
        label={t("form")}
        options={placementForms.map((value) => ({
          value,
          label: t(`forms.${value}`),
          description: t(`formHelp.${value}`),
        }))}
      />
      <Look promoted={promoted} merchant={merchant} />
      <TranslatedFields at="placement.translations" fields={texts}>
        <div className="grid gap-4">
          <TranslatedLanguages />
          <TranslatedText
            field="title"
            label={t("title")}
            help={t("wordsHelp")}
            placeholder={said.title.slice(0, placementTexts.title)}
            maxLength={placementTexts.title}
            autoComplete="off"
          />
          <TranslatedText
            field="text"
            label={t("text")}
            placeholder={said.text.slice(0, placementTexts.text)}
            maxLength={placementTexts.text}
            multiline
            rows={2}
          />
          <TranslatedText
            field="button"
            label={t("button")}
            placeholder={t("openWord")}
            maxLength={placementTexts.button}
            autoComplete="off"
          />
        </div>
      </TranslatedFields>
      <FormDateTimeRange
        fromName="placement.startsAt"
        untilName="placement.endsAt"
        label={t("dates")}
        help={t("datesHelp")}
        timeZone={timeZone}
      />
      {mayUpload || row?.image ? (
        <FormImage
          name="placement.image"
          label={t("image")}
          help={t("imageHelp")}
          place={place}
          shape="square"
        />
      ) : null}
      <PlacementAudience place={place} />
      <FormNumber name="placement.position" label={t("position")} help={t("positionHelp")} />
      <FormActions
        guard={false}
        submitLabel={t(row ? "save" : "create")}
        secondary={
          <Button onPress={() => (asks.current ? asks.current(onDone) : onDone())}>{ui("cancel")}</Button>
        }
      />
    </ActionForm>
  );
}

function Look({ promoted, merchant }: Pick<PlacementFormProps, "promoted" | "merchant">) {
  const typed = useWatch<Values, "placement">({ name: "placement" });
  const { slot, form, title = "", text = "", button = "", translations = {}, image = null } = typed;
  return (
    <PlacementLook
      {...{ promoted, merchant }}
      placement={{ slot, form, title, text, button, translations, image }}
    />
  );
}
