import { useTranslations } from "next-intl";
import { PlainLink } from "@/components/ui/plain";
import { PlainForm } from "@/components/ui/plain-form";
import { resendCode } from "@/lib/members/actions";

type ResendFormProps = { merchantSlug: string; next: string; login: string };

/** No message: another code to the same phone, or another phone. */
export function ResendForm({ merchantSlug, next, login }: ResendFormProps) {
  const t = useTranslations("member.login");
  return (
    <div className="grid gap-3">
      <p className="text-sm text-ink-2">{t("resendText")}</p>
      <PlainForm
        action={resendCode}
        hidden={{ merchant: merchantSlug, next }}
        fields={[]}
        submitLabel={t("resend")}
        pendingLabel={t("resending")}
        retryLabel={t("retry")}
        lostLabel={t("lost")}
        variant="secondary"
      />
      <PlainLink href={`${login}?${new URLSearchParams({ next })}`} variant="ghost" block>
        {t("change")}
      </PlainLink>
    </div>
  );
}
