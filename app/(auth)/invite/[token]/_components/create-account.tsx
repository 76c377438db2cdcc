import { useTranslations } from "next-intl";
import { PlainForm } from "@/components/ui/plain-form";
import { acceptInvite } from "@/lib/merchants/actions/account";

export function CreateAccount({ token }: { token: string }) {
  const t = useTranslations("auth.invite");
  const reset = useTranslations("auth.reset");
  const lines = useTranslations("auth.signIn");
  return (
    <PlainForm
      action={acceptInvite}
      hidden={{ token }}
      fields={[
        { name: "name", label: t("name"), help: t("nameHelp"), autoComplete: "name", maxLength: 60 },
        {
          name: "password",
          label: t("password"),
          type: "password",
          autoComplete: "new-password",
          help: reset("passwordHelp"),
        },
      ]}
      submitLabel={t("submit")}
      pendingLabel={t("pending")}
      retryLabel={lines("retry")}
      lostLabel={lines("lost")}
    />
  );
}
