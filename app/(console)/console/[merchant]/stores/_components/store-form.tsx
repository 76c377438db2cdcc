"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useFormContext, useWatch } from "react-hook-form";
import { z } from "zod";
import { consolePath } from "@/components/merchants/console-path";
import { ActionForm, useActionForm } from "@/components/ui/action-form";
import type { ActionPlace } from "@/components/ui/action-result";
import { EditGuards } from "@/components/ui/edit-guards";
import { FormActions } from "@/components/ui/form-actions";
import { FormMoney, FormSelect, FormText } from "@/components/ui/form-fields";
import { FormSection } from "@/components/ui/form-page";
import { asRoute } from "@/components/ui/link";
import { SaveBar } from "@/components/ui/save-bar";
import type { Option } from "@/components/ui/select";
import { type Change, useEditForm } from "@/components/ui/use-edit-form";
import { useRunAction } from "@/components/ui/use-run-action";
import { DraftLine } from "@/components/workspace/draft-line";
import { type DraftStart, useDraft, useDraftOf } from "@/components/workspace/use-draft";
import { createStore, editStore } from "@/lib/merchants/actions";
import { storeInputSchema } from "@/lib/merchants/schema";
import { discardDraft } from "@/lib/workspace/actions";
import { OpeningHoursFields } from "./opening-hours-fields";

/** As typed: regions one per line. */
const typedSchema = z.object({
  store: storeInputSchema.omit({ regions: true }).extend({
    regions: z
      .string()
      .transform((text) => regionsOf(text))
      .pipe(storeInputSchema.shape.regions.unwrap()),
  }),
});
type Typed = z.input<typeof typedSchema>;

const regionsOf = (text: string) =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);

const sent = ({ store }: Typed) => ({ store: { ...store, regions: regionsOf(store.regions) } });

type Choices = { currencies: readonly Option[]; timeZones: readonly Option[] };

type StoreFormProps = Choices & { place: ActionPlace; values: Typed };

/** C-72, a new store. */
export function CreateStoreForm({
  place,
  values,
  draft: start,
  ...choices
}: StoreFormProps & { draft: DraftStart }) {
  const t = useTranslations("stores.form");
  const router = useRouter();
  const draft = useDraft<Typed>({
    ...{ kind: "store", variant: "", start, where: place },
    titleOf: ({ store }) => store.name,
  });
  const { run } = useRunAction(discardDraft, place);
  const form = useActionForm({
    schema: typedSchema,
    defaultValues: values,
    action: createStore,
    where: place,
    before: draft.settled,
    input: sent,
    success: t("created"),
    onSuccess: async () => {
      // From here: stores come before what keeps drafts.
      await run({ kind: "store", draftId: draft.id }, { quiet: true });
      router.push(asRoute(consolePath(place, "stores")));
    },
  });
  useDraftOf(draft, form.methods);
  return (
    <ActionForm form={form} className="grid gap-4">
      <StoreFields {...choices} />
      <DraftLine status={draft.status} />
      <FormActions submitLabel={t("create")} guard={draft.status.type !== "saved"} keep={draft.keep} />
    </ActionForm>
  );
}

type EditStoreFormProps = StoreFormProps & { storeId: string; revision: number; change: Change };

/** C-72, a store that exists. */
export function EditStoreForm(props: EditStoreFormProps) {
  const { place, values, storeId, revision, change, ...choices } = props;
  const t = useTranslations("stores.form");
  const edit = useEditForm({
    schema: typedSchema,
    ...{ values, revision, change },
    thing: storeId,
    action: editStore,
    where: place,
    input: (typed, known) => ({ storeId, revision: known, ...sent(typed) }),
    success: t("saved"),
  });
  return (
    <ActionForm form={edit.form} className="grid gap-4">
      <EditGuards edit={edit} />
      <StoreFields {...choices} />
      <SaveBar />
    </ActionForm>
  );
}

function DeliveryField() {
  const t = useTranslations("stores.form");
  const currency = useWatch<Typed, "store.currency">({ name: "store.currency" });
  return (
    <FormMoney
      className="max-w-52"
      name="store.deliveryMinor"
      label={t("deliveryCharge")}
      currency={currency}
      help={t("deliveryBlank")}
    />
  );
}

function StoreFields({ currencies, timeZones }: Choices) {
  const t = useTranslations("stores.form");
  const { setValue } = useFormContext<Typed>();
  return (
    <>
      <FormSection id="basics" title={t("basics")}>
        <FormText name="store.name" label={t("name")} isRequired maxLength={60} help={t("nameHelp")} />
        <FormText name="store.address" label={t("address")} maxLength={200} />
        <div className="grid gap-4 sm:grid-cols-2">
          <FormText name="store.city" label={t("city")} maxLength={60} />
          <FormText name="store.code" label={t("code")} maxLength={20} help={t("codeHelp")} mono />
        </div>
      </FormSection>
      <FormSection id="clock" title={t("clock")} help={t("clockHelp")}>
        <div className="grid gap-4 sm:grid-cols-2">
          <FormSelect
            name="store.currency"
            label={t("currency")}
            options={currencies}
            isRequired
            // An amount of one currency is none of another.
            onValue={() => setValue("store.deliveryMinor", null, { shouldDirty: true })}
          />
          <FormSelect name="store.timeZone" label={t("timeZone")} options={timeZones} isRequired />
        </div>
      </FormSection>
      <FormSection id="delivery" title={t("delivery")} help={t("deliveryHelp")}>
        <DeliveryField />
      </FormSection>
      <FormSection id="hours" title={t("hours")} help={t("hoursHelp")}>
        <OpeningHoursFields />
      </FormSection>
      <FormSection id="regions" title={t("regions")} help={t("regionsHelp")}>
        <FormText name="store.regions" label={t("regionNames")} multiline rows={4} help={t("regionsLines")} />
      </FormSection>
    </>
  );
}
