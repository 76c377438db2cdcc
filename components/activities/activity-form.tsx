"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useRef } from "react";
import { useWatch } from "react-hook-form";
import { AudienceField } from "@/components/activities/audience-field";
import { withFieldRefusals } from "@/components/activities/field-refusals";
import { FormBasics } from "@/components/activities/form-basics";
import { FormGifts } from "@/components/activities/form-gifts";
import { FormLimits } from "@/components/activities/form-limits";
import { FormPasswords } from "@/components/activities/form-passwords";
import { FormRail } from "@/components/activities/form-rail";
import { FormSharing } from "@/components/activities/form-sharing";
import {
  type ActivityFormValues,
  activityFormSchema,
  activityTextFields,
  instantOf,
  toActivity,
  toEdit,
} from "@/components/activities/form-values";
import { activitiesPath, type ConsolePlace } from "@/components/activities/paths";
import { shortMoment } from "@/components/activities/period-words";
import { PrizeCouponsProvider } from "@/components/activities/prize-coupons";
import type { ShareMerchant } from "@/components/activities/share-card";
import { ActionForm, useActionForm } from "@/components/ui/action-form";
import { Button } from "@/components/ui/button";
import { EditGuards } from "@/components/ui/edit-guards";
import { FormActions } from "@/components/ui/form-actions";
import { FormPage } from "@/components/ui/form-page";
import { asRoute } from "@/components/ui/link";
import { SaveBar } from "@/components/ui/save-bar";
import { toast } from "@/components/ui/toast";
import { TranslatedFields } from "@/components/ui/translated";
import { type Change, useEditForm } from "@/components/ui/use-edit-form";
import { DraftLine } from "@/components/workspace/draft-line";
import { type DraftStart, useDraft, useDraftOf } from "@/components/workspace/use-draft";
import { createActivity, editActivity } from "@/lib/activities/actions";
import type { PrizeCoupon } from "@/lib/activities/queries/prizes";
import type { ActivityKind } from "@/lib/activities/schema";

type FormFacts = {
  place: ConsolePlace;
  values: ActivityFormValues;
  merchant: ShareMerchant;
  baseUrl: string;
  timeZones: readonly string[];
  now: Date;
  offered: readonly PrizeCoupon[];
  more: boolean;
};

type FormShapeProps = FormFacts & {
  slug: string | null;
  zoneFixed: boolean;
  used: number;
  chosen?: readonly PrizeCoupon[];
};

function FormSections(props: FormShapeProps) {
  const { place, baseUrl, merchant, timeZones, slug, zoneFixed, used } = props;
  return (
    <TranslatedFields fields={activityTextFields}>
      <FormBasics place={place} baseUrl={baseUrl} timeZones={timeZones} slug={slug} zoneFixed={zoneFixed} />
      {props.values.kind === "claim_page" ? <FormGifts /> : <FormPasswords />}
      <AudienceField place={place} />
      <FormLimits used={used} />
      <FormSharing place={place} baseUrl={baseUrl} merchant={merchant} />
    </TranslatedFields>
  );
}

function useSections(kind: ActivityKind) {
  const t = useTranslations("activities.form");
  return (["basics", "passwords", "audience", "limits", "sharing"] as const).map((id) => ({
    id,
    label: t(`${id === "passwords" && kind === "claim_page" ? "gifts" : id}.title`),
  }));
}

/** C-42: makes an activity, live at once, at its start, or as a draft. */
export function CreateActivityForm(props: FormFacts & { kept: DraftStart }) {
  const { place, values, now, offered, more, kept } = props;
  const t = useTranslations("activities.form");
  const router = useRouter();
  const draft = useRef(false);
  const sections = useSections(values.kind);
  const autosave = useDraft<ActivityFormValues>({
    kind: "activity",
    variant: values.kind,
    start: kept,
    where: place,
    titleOf: ({ name }) => name,
  });
  const form = useActionForm<ActivityFormValues, ActivityFormValues, { id: string; slug: string }>({
    schema: activityFormSchema,
    defaultValues: values,
    where: place,
    action: async (call) => withFieldRefusals(await createActivity(call), call.input),
    before: autosave.settled,
    input: (typed) => ({ activity: toActivity(typed), publish: !draft.current, draftId: autosave.id }),
    onSuccess: ({ id }) => {
      toast.success(draft.current ? t("savedDraft") : t("savedLive"));
      router.push(asRoute(`${activitiesPath(place, id)}?new=1`));
    },
  });
  useDraftOf(autosave, form.methods);
  const save = (asDraft: boolean) => (event?: React.BaseSyntheticEvent) => {
    draft.current = asDraft;
    form.submit(event);
  };
  return (
    <PrizeCouponsProvider place={place} timeZone={values.timeZone} now={now} offered={offered} more={more}>
      <ActionForm form={{ ...form, submit: save(false) }}>
        <FormPage nav={sections} aside={<FormRail merchantName={props.merchant.name} exists={false} />}>
          <div className="grid gap-5">
            <FormSections {...props} slug={null} zoneFixed={false} used={0} />
            <DraftLine status={autosave.status} />
            <SubmitRow
              isKept={autosave.status.type === "saved"}
              keep={autosave.keep}
              now={now}
              onDraft={() => save(true)()}
              pending={form.pending}
              control={form.methods.control}
            />
          </div>
        </FormPage>
      </ActionForm>
    </PrizeCouponsProvider>
  );
}

type SubmitRowProps = {
  /** Whether what is typed is kept as a draft, so that leaving loses nothing. */
  isKept: boolean;
  keep: () => Promise<boolean>;
  now: Date;
  pending: boolean;
  onDraft: () => void;
  control: ReturnType<
    typeof useActionForm<ActivityFormValues, ActivityFormValues, unknown>
  >["methods"]["control"];
};

function SubmitRow({ isKept, keep, now, pending, onDraft, control }: SubmitRowProps) {
  const t = useTranslations("activities.form");
  const locale = useLocale();
  const [startsAt, timeZone] = useWatch({ control, name: ["startsAt", "timeZone"] });
  const starts = instantOf(startsAt, timeZone);
  const later = starts !== null && starts > now;
  return (
    <FormActions
      guard={!isKept}
      keep={keep}
      submitLabel={later ? t("saveStarts", { at: shortMoment(starts, timeZone, locale) }) : t("saveLive")}
      secondary={
        <Button onPress={onDraft} isDisabled={pending}>
          {t("saveDraft")}
        </Button>
      }
    />
  );
}

type EditProps = FormFacts & {
  activityId: string;
  revision: number;
  change: Change;
  slug: string;
  zoneFixed: boolean;
  used: number;
  chosen: readonly PrizeCoupon[];
};

/** Changes an activity that exists; what was won stays won. */
export function EditActivityForm(props: EditProps) {
  const { place, values, now, offered, more, chosen, activityId } = props;
  const t = useTranslations("activities.form");
  const router = useRouter();
  const sections = useSections(values.kind);
  const edit = useEditForm<ActivityFormValues, ActivityFormValues, { revision: number; slug: string }>({
    schema: activityFormSchema,
    values,
    revision: props.revision,
    change: props.change,
    thing: activityId,
    withoutSecrets: ({ rules: { passwords: _, ...rules }, ...rest }) => ({ ...rest, rules }),
    where: place,
    action: async (call) => withFieldRefusals(await editActivity(call), call.input),
    input: (typed, revision) => ({ activityId, revision, activity: toEdit(typed) }),
    success: t("savedEdit"),
    onSuccess: () => router.push(asRoute(activitiesPath(place, activityId))),
  });
  return (
    <PrizeCouponsProvider
      place={place}
      timeZone={values.timeZone}
      now={now}
      offered={offered}
      more={more}
      chosen={chosen}
    >
      <ActionForm form={edit.form}>
        <FormPage nav={sections} aside={<FormRail merchantName={props.merchant.name} exists />}>
          <div className="grid gap-5">
            <EditGuards edit={edit} />
            <FormSections {...props} />
            <SaveBar />
          </div>
        </FormPage>
      </ActionForm>
    </PrizeCouponsProvider>
  );
}
