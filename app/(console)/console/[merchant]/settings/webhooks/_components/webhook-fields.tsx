"use client";

import { useTranslations } from "next-intl";
import { useController } from "react-hook-form";
import { CheckboxGroup } from "@/components/ui/checkbox";
import { FormText } from "@/components/ui/form-fields";
import { FormSection } from "@/components/ui/form-page";
import { webhookEvents, webhookSubjects } from "@/lib/notifications/schema";
import { useEventWords } from "./answer-words";

/** Where a webhook leads, and what it is told of. */
export function WebhookFields() {
  const t = useTranslations("webhooks.form");
  return (
    <>
      <FormSection id="where" title={t("where")}>
        <FormText
          name="webhook.url"
          label={t("url")}
          type="url"
          inputMode="url"
          autoComplete="off"
          help={t("urlHelp")}
          isRequired
          maxLength={500}
        />
        <FormText name="webhook.name" label={t("name")} help={t("nameHelp")} maxLength={60} />
      </FormSection>
      <FormSection id="what" title={t("what")} help={t("whatHelp")}>
        <EventPicker />
      </FormSection>
    </>
  );
}

/** The events by subject; all of them are one list in the form. */
function EventPicker() {
  const subjects = useTranslations("webhooks.subjects");
  const words = useEventWords();
  const { field, fieldState } = useController<{ webhook: { events: string[] } }, "webhook.events">({
    name: "webhook.events",
  });
  return (
    <div id="field-webhook.events" className="grid scroll-mt-20 gap-5">
      {webhookSubjects.map((subject, index) => {
        const mine: string[] = [`${subject}.*`, ...webhookEvents[subject]];
        return (
          <CheckboxGroup
            key={subject}
            label={subjects(subject)}
            value={field.value.filter((event) => mine.includes(event))}
            error={index === 0 ? fieldState.error?.message : undefined}
            onBlur={field.onBlur}
            onChange={(chosen) =>
              field.onChange([...field.value.filter((event) => !mine.includes(event)), ...chosen])
            }
            options={mine.map((value) => ({ value, label: `${words(value)} · ${value}` }))}
          />
        );
      })}
    </div>
  );
}
