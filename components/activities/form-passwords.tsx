"use client";

import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useFieldArray, useFormContext } from "react-hook-form";
import { type ActivityFormValues, newPassword } from "@/components/activities/form-values";
import { PasswordRow } from "@/components/activities/password-row";
import { Button } from "@/components/ui/button";
import { FormNumber } from "@/components/ui/form-fields";
import { FormSection } from "@/components/ui/form-page";
import { MAX_PASSWORDS } from "@/lib/activities/schema";

export function FormPasswords() {
  const t = useTranslations("activities.form");
  const { control } = useFormContext<ActivityFormValues>();
  const { fields, append, remove } = useFieldArray({ control, name: "rules.passwords", keyName: "key" });
  const full = fields.length >= MAX_PASSWORDS;
  return (
    <FormSection
      id="passwords"
      title={t("passwords.title")}
      help={t("passwords.help", { max: MAX_PASSWORDS })}
    >
      {fields.map((field, index) => (
        <PasswordRow
          key={field.key}
          index={index}
          onRemove={fields.length > 1 ? () => remove(index) : undefined}
        />
      ))}
      <div className="flex flex-wrap items-center gap-3">
        <Button
          isDisabled={full}
          aria-describedby="password-count"
          onPress={() => append(newPassword(), { focusName: `rules.passwords.${fields.length}.password` })}
        >
          <Plus aria-hidden="true" />
          {t("passwords.add")}
        </Button>
        <span id="password-count" role="status" className="text-xs text-ink-2">
          {full
            ? t("passwords.full", { max: MAX_PASSWORDS })
            : t("passwords.count", { count: fields.length, max: MAX_PASSWORDS })}
        </span>
      </div>
      <div className="border-t border-border pt-4 sm:max-w-sm">
        <FormNumber
          name="rules.perMember"
          label={t("passwords.perMember")}
          help={t("passwords.perMemberHelp")}
          placeholder={t("noLimit")}
          suffix={t("times")}
        />
      </div>
    </FormSection>
  );
}
