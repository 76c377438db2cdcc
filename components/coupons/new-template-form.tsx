"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { CouponSections } from "@/components/coupons/coupon-sections";
import { CouponFormProvider } from "@/components/coupons/form-context";
import { couponInput } from "@/components/coupons/form-input";
import {
  newTemplateSchema,
  type TemplateForm,
  type TemplateFormFacts,
  templateFacts,
} from "@/components/coupons/template-form";
import { ActionForm, useActionForm } from "@/components/ui/action-form";
import { FormActions } from "@/components/ui/form-actions";
import { FormText } from "@/components/ui/form-fields";
import { FormSection } from "@/components/ui/form-page";
import { asRoute } from "@/components/ui/link";
import { DraftLine } from "@/components/workspace/draft-line";
import { type DraftStart, useDraft, useDraftOf } from "@/components/workspace/use-draft";
import { createTemplate } from "@/lib/coupons/actions/templates";

type NewTemplateFormProps = {
  initial: TemplateForm;
  draft: DraftStart;
  facts: TemplateFormFacts;
  /** The list of templates. */
  listPath: string;
};

/** C-20: a template from nothing, in the form of a coupon with a name for the template before it. */
export function NewTemplateForm({ initial, draft: start, facts, listPath }: NewTemplateFormProps) {
  const t = useTranslations("templates");
  const router = useRouter();
  const { timeZone, where } = facts;
  const schema = useMemo(() => newTemplateSchema(timeZone), [timeZone]);
  const draft = useDraft<TemplateForm>({
    kind: "template",
    variant: initial.benefit.type,
    start,
    where,
    titleOf: ({ templateName, name }) => templateName.trim() || name,
  });
  const form = useActionForm<TemplateForm, TemplateForm, { templateId: string }>({
    schema,
    defaultValues: initial,
    action: createTemplate,
    where,
    before: draft.settled,
    input: ({ templateName, ...coupon }) => ({
      name: templateName,
      coupon: couponInput(coupon, timeZone),
      draftId: draft.id,
    }),
    success: t("saved"),
    refusedAt: { name_taken: "templateName" },
    onSuccess: () => router.push(asRoute(listPath)),
  });
  useDraftOf(draft, form.methods);
  const named = (
    <FormSection id="template" title={t("section")}>
      <FormText
        name="templateName"
        label={t("templateName")}
        help={t("nameHelp")}
        maxLength={60}
        isRequired
      />
    </FormSection>
  );
  return (
    <CouponFormProvider facts={templateFacts(facts)}>
      <ActionForm form={form}>
        <CouponSections first={{ id: "template", label: t("section"), part: named }}>
          <DraftLine status={draft.status} />
          <FormActions submitLabel={t("saveNew")} guard={draft.status.type !== "saved"} keep={draft.keep} />
        </CouponSections>
      </ActionForm>
    </CouponFormProvider>
  );
}
