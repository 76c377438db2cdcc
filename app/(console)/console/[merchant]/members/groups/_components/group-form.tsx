"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { type ReactNode, useEffect } from "react";
import { z } from "zod";
import { type DraftRule, isWhole, RuleBuilder } from "@/components/members/rule-builder";
import { type RuleNames, ruleWords } from "@/components/members/rule-words";
import { consolePath } from "@/components/merchants/console-path";
import { ActionForm, useActionForm, useFormContextOfAction } from "@/components/ui/action-form";
import type { ActionPlace } from "@/components/ui/action-result";
import { EditGuards } from "@/components/ui/edit-guards";
import { FormActions } from "@/components/ui/form-actions";
import { FormText } from "@/components/ui/form-fields";
import { FormPage, FormSection } from "@/components/ui/form-page";
import { asRoute } from "@/components/ui/link";
import { SaveBar } from "@/components/ui/save-bar";
import { type Change, useEditForm } from "@/components/ui/use-edit-form";
import { DraftLine } from "@/components/workspace/draft-line";
import { type DraftStart, useDraft, useDraftOf } from "@/components/workspace/use-draft";
import { createGroup, editGroup } from "@/lib/members/actions/labels";
import { groupInputSchema, groupRuleSchema } from "@/lib/members/schema";
import { RulePreview } from "./rule-preview";

const schema = z.object({
  group: z.object({
    name: groupInputSchema.shape.name,
    rule: z
      .custom<DraftRule | null>()
      .refine((rule) => rule === null || isWhole(rule), { message: "rule_incomplete" }),
  }),
});
type Values = z.input<typeof schema>;

type GroupFormProps = {
  place: ActionPlace;
  names: RuleNames;
  /** A rule of null is a hand-picked group. */
  values: Values;
};

/** C-62, a new group. */
export function CreateGroupForm({
  place,
  names,
  values,
  draft: start,
}: GroupFormProps & { draft: DraftStart }) {
  const t = useTranslations("organise.group");
  const router = useRouter();
  const byRule = values.group.rule !== null;
  const draft = useDraft<Values>({
    ...{ kind: "group", variant: byRule ? "" : "picked", start, where: place },
    titleOf: ({ group }) => group.name,
  });
  const form = useActionForm<Values, z.output<typeof schema>, { groupId: string }>({
    schema,
    defaultValues: values,
    action: createGroup,
    where: place,
    before: draft.settled,
    input: (typed) => ({ ...typed, draftId: draft.id }),
    success: t("created"),
    onSuccess: ({ groupId }) => router.push(asRoute(consolePath(place, "members", "groups", groupId))),
  });
  useDraftOf(draft, form.methods);
  return (
    <ActionForm form={form}>
      <GroupFields place={place} names={names} byRule={byRule}>
        <DraftLine status={draft.status} />
        <FormActions submitLabel={t("create")} guard={draft.status.type !== "saved"} keep={draft.keep} />
      </GroupFields>
    </ActionForm>
  );
}

type EditGroupFormProps = GroupFormProps & { groupId: string; revision: number; change: Change };

/** C-62, a group that exists. */
export function EditGroupForm({ place, names, values, groupId, revision, change }: EditGroupFormProps) {
  const t = useTranslations("organise.group");
  const edit = useEditForm<Values, z.output<typeof schema>, { revision: number }>({
    schema,
    ...{ values, revision, change },
    thing: groupId,
    action: editGroup,
    where: place,
    input: (typed, known) => ({ groupId, revision: known, ...typed }),
    success: t("saved"),
  });
  return (
    <ActionForm form={edit.form}>
      <GroupFields place={place} names={names} byRule={values.group.rule !== null}>
        <EditGuards edit={edit} />
        <SaveBar />
      </GroupFields>
    </ActionForm>
  );
}

/** Tells the form what its rule is called and how it is said, for whoever compares two versions of it. */
function RuleSaid({ label, names }: { label: string; names: RuleNames }) {
  const { labels, words } = useFormContextOfAction();
  const t = useTranslations("organise.rule");
  const locale = useLocale();
  useEffect(() => {
    labels.set("group.rule", label);
    words.set("group.rule", (value) => {
      const rule = groupRuleSchema.safeParse(value);
      return rule.success ? ruleWords(rule.data, names, locale, t) : "–";
    });
  }, [labels, words, label, names, locale, t]);
  return null;
}

type GroupFieldsProps = {
  place: ActionPlace;
  names: RuleNames;
  byRule: boolean;
  /** The end of the form. */
  children: ReactNode;
};

function GroupFields({ place, names, byRule, children }: GroupFieldsProps) {
  const t = useTranslations("organise.group");
  const sections = (
    <div className="grid gap-4">
      <FormSection id="basics" title={t("basics")} help={byRule ? undefined : t("pickedHelp")}>
        <FormText name="group.name" label={t("name")} maxLength={60} isRequired />
      </FormSection>
      {byRule ? (
        <FormSection id="rule" title={t("rule")} help={t("ruleHelp")}>
          <RuleBuilder name="group.rule" names={names} />
          <RuleSaid label={t("rule")} names={names} />
        </FormSection>
      ) : null}
      {children}
    </div>
  );
  if (!byRule) return <div className="max-w-[680px]">{sections}</div>;
  return (
    <FormPage aside={<RulePreview place={place} name="group.rule" names={names} />}>{sections}</FormPage>
  );
}
