import { useTranslations } from "next-intl";
import { PlainForm } from "@/components/ui/plain-form";
import { claim } from "@/lib/activities/actions";
import type { FormAnswer } from "@/lib/platform/form-answer";

type PasswordBlockProps = { slug: string; requestId: string; initial: FormAnswer };

/** The password box: one field, one button. */
export function PasswordBlock({ slug, requestId, initial }: PasswordBlockProps) {
  const t = useTranslations("activity-page.password");
  return (
    <PlainForm
      action={claim}
      endpoint={`/api/member/activities/${encodeURIComponent(slug)}/claim`}
      hidden={{ slug, requestId }}
      fields={[
        {
          name: "password",
          label: t("label"),
          help: t("help"),
          placeholder: t("placeholder"),
          autoComplete: "off",
          autoCapitalize: "characters",
          maxLength: 400,
        },
      ]}
      submitLabel={t("submit")}
      pendingLabel={t("pending")}
      retryLabel={t("retry")}
      lostLabel={t("lost")}
      initial={initial}
    />
  );
}
