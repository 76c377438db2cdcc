"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { z } from "zod";
import { consolePath } from "@/components/merchants/console-path";
import { ActionForm, useActionForm } from "@/components/ui/action-form";
import type { ActionPlace } from "@/components/ui/action-result";
import { EditGuards } from "@/components/ui/edit-guards";
import { FormActions } from "@/components/ui/form-actions";
import { FormText } from "@/components/ui/form-fields";
import { FormSection } from "@/components/ui/form-page";
import { asRoute } from "@/components/ui/link";
import { SaveBar } from "@/components/ui/save-bar";
import { type Change, useEditForm } from "@/components/ui/use-edit-form";
import { DraftLine } from "@/components/workspace/draft-line";
import { type DraftStart, useDraft, useDraftOf } from "@/components/workspace/use-draft";
import { createPlan, editPlan } from "@/lib/members/actions/labels";
import { planInputSchema } from "@/lib/members/schema";
import { TierRows } from "./tier-rows";

const schema = z.object({ plan: planInputSchema });
export type PlanFormValues = z.input<typeof schema>;

type PlanFormProps = { place: ActionPlace; currency: string; values: PlanFormValues };

/** C-64, a new card plan. */
export function CreatePlanForm({
  place,
  currency,
  values,
  draft: start,
}: PlanFormProps & { draft: DraftStart }) {
  const t = useTranslations("organise.plan");
  const router = useRouter();
  const draft = useDraft<PlanFormValues>({
    ...{ kind: "plan", variant: "", start, where: place },
    titleOf: ({ plan }) => plan.name,
  });
  const form = useActionForm<PlanFormValues, z.output<typeof schema>, unknown>({
    schema,
    defaultValues: values,
    action: createPlan,
    where: place,
    before: draft.settled,
    input: (typed) => ({ ...typed, draftId: draft.id }),
    success: t("created"),
    onSuccess: () => router.push(asRoute(consolePath(place, "members", "cards"))),
  });
  useDraftOf(draft, form.methods);
  return (
    <ActionForm form={form} className="grid gap-4">
      <PlanFields currency={currency} />
      <DraftLine status={draft.status} />
      <FormActions submitLabel={t("create")} guard={draft.status.type !== "saved"} keep={draft.keep} />
    </ActionForm>
  );
}

type EditPlanFormProps = PlanFormProps & { planId: string; revision: number; change: Change };

/** C-64, a card plan that exists. */
export function EditPlanForm({ place, currency, values, planId, revision, change }: EditPlanFormProps) {
  const t = useTranslations("organise.plan");
  const edit = useEditForm<PlanFormValues, z.output<typeof schema>, { revision: number }>({
    schema,
    ...{ values, revision, change },
    thing: planId,
    action: editPlan,
    where: place,
    input: (typed, known) => ({ planId, revision: known, ...typed }),
    success: t("saved"),
  });
  return (
    <ActionForm form={edit.form} className="grid gap-4">
      <EditGuards edit={edit} />
      <PlanFields currency={currency} />
      <SaveBar />
    </ActionForm>
  );
}

function PlanFields({ currency }: { currency: string }) {
  const t = useTranslations("organise.plan");
  return (
    <>
      <FormSection id="basics" title={t("basics")}>
        <FormText name="plan.name" label={t("name")} maxLength={40} isRequired help={t("nameHelp")} />
        <FormText name="plan.description" label={t("description")} maxLength={200} multiline rows={2} />
      </FormSection>
      <FormSection id="tiers" title={t("tiers")} help={t("tiersHelp")}>
        <TierRows currency={currency} />
      </FormSection>
    </>
  );
}
