"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { useWatch } from "react-hook-form";
import { AudienceField } from "@/components/activities/audience-field";
import { withFieldRefusals } from "@/components/activities/field-refusals";
import { FormBasics } from "@/components/activities/form-basics";
import { FormLimits } from "@/components/activities/form-limits";
import { FormPasswords } from "@/components/activities/form-passwords";
import { FormRail } from "@/components/activities/form-rail";
import { FormSharing } from "@/components/activities/form-sharing";
import {
  type ActivityFormValues,
  activityFormSchema,
  instantOf,
  toActivity,
  toEdit,
} from "@/components/activities/form-values";
import { activitiesPath, type ConsolePlace } from "@/components/activities/paths";
import { shortMoment } from "@/components/activities/period-words";
import { PrizeCouponsProvider } from "@/components/activities/prize-coupons";
import { ActionForm, useActionForm } from "@/components/ui/action-form";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { FormActions } from "@/components/ui/form-actions";
import { FormPage } from "@/components/ui/form-page";
import { asRoute } from "@/components/ui/link";
import { SaveBar } from "@/components/ui/save-bar";
import { toast } from "@/components/ui/toast";
import { createActivity, editActivity } from "@/lib/activities/actions";
import type { PrizeCoupon } from "@/lib/activities/queries/prizes";

type FormFacts = {
  place: ConsolePlace;
  values: ActivityFormValues;
  merchantName: string;
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
  const { place, baseUrl, merchantName, timeZones, slug, zoneFixed, used } = props;
  return (
    <>
      <FormBasics baseUrl={baseUrl} timeZones={timeZones} slug={slug} zoneFixed={zoneFixed} />
      <FormPasswords />
      <AudienceField place={place} />
      <FormLimits used={used} />
      <FormSharing baseUrl={baseUrl} merchantName={merchantName} />
    </>
  );
}

function useSections() {
  const t = useTranslations("activities.form");
  return (["basics", "passwords", "audience", "limits", "sharing"] as const).map((id) => ({
    id,
    label: t(`${id}.title`),
  }));
}

/** C-42: makes an activity, live at once, at its start, or as a draft. */
export function CreateActivityForm(props: FormFacts) {
  const { place, values, now, offered, more } = props;
  const t = useTranslations("activities.form");
  const router = useRouter();
  const draft = useRef(false);
  const sections = useSections();
  const form = useActionForm<ActivityFormValues, ActivityFormValues, { id: string; slug: string }>({
    schema: activityFormSchema,
    defaultValues: values,
    where: place,
    action: async (call) => withFieldRefusals(await createActivity(call), call.input),
    input: (typed) => ({ activity: toActivity(typed), publish: !draft.current }),
    onSuccess: ({ id }) => {
      toast.success(draft.current ? t("savedDraft") : t("savedLive"));
      router.push(asRoute(`${activitiesPath(place, id)}?new=1`));
    },
  });
  const save = (asDraft: boolean) => (event?: React.BaseSyntheticEvent) => {
    draft.current = asDraft;
    form.submit(event);
  };
  return (
    <PrizeCouponsProvider place={place} timeZone={values.timeZone} now={now} offered={offered} more={more}>
      <ActionForm form={{ ...form, submit: save(false) }}>
        <FormPage nav={sections} aside={<FormRail merchantName={props.merchantName} exists={false} />}>
          <div className="grid gap-5">
            <FormSections {...props} slug={null} zoneFixed={false} used={0} />
            <SubmitRow
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
  now: Date;
  pending: boolean;
  onDraft: () => void;
  control: ReturnType<
    typeof useActionForm<ActivityFormValues, ActivityFormValues, unknown>
  >["methods"]["control"];
};

function SubmitRow({ now, pending, onDraft, control }: SubmitRowProps) {
  const t = useTranslations("activities.form");
  const locale = useLocale();
  const [startsAt, timeZone] = useWatch({ control, name: ["startsAt", "timeZone"] });
  const starts = instantOf(startsAt, timeZone);
  const later = starts !== null && starts > now;
  return (
    <FormActions
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
  const sections = useSections();
  const [conflict, setConflict] = useState(false);
  const form = useActionForm<ActivityFormValues, ActivityFormValues, { revision: number; slug: string }>({
    schema: activityFormSchema,
    defaultValues: values,
    where: place,
    action: async (call) => {
      const result = await editActivity(call);
      const late = !result.ok && result.kind === "refused" && result.refusal.code === "changed_meanwhile";
      setConflict(late);
      // The banner below says it, with the way out.
      return late ? { ok: false, kind: "invalid", errors: [] } : withFieldRefusals(result, call.input);
    },
    input: (typed) => ({ activityId, revision: props.revision, activity: toEdit(typed) }),
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
      <ActionForm form={form}>
        <FormPage nav={sections} aside={<FormRail merchantName={props.merchantName} exists />}>
          <div className="grid gap-5">
            {conflict ? <Conflict /> : null}
            <FormSections {...props} />
            <SaveBar />
          </div>
        </FormPage>
      </ActionForm>
    </PrizeCouponsProvider>
  );
}

function Conflict() {
  const t = useTranslations("activities.form");
  return (
    <div ref={(box) => box?.focus()} tabIndex={-1} className="scroll-mt-20 outline-none">
      <Banner
        tone="danger"
        title={t("conflictTitle")}
        action={<Button onPress={() => location.reload()}>{t("reload")}</Button>}
      >
        {t("conflictText")}
      </Banner>
    </div>
  );
}
