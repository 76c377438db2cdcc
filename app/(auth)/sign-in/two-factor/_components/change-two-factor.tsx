import { useLocale, useTranslations } from "next-intl";
import { PlainLink } from "@/components/ui/plain";
import { PlainForm, type PlainFormField } from "@/components/ui/plain-form";
import { dropTwoFactor, renewRecoveryCodes } from "@/lib/merchants/actions/account";

type ChangeProps = { next: string; since: Date; isRequired: boolean };

/** What somebody with a second factor may do about it. */
export function ChangeTwoFactor({ next, since, isRequired }: ChangeProps) {
  const t = useTranslations("auth.twoFactor");
  const lines = useTranslations("auth.signIn");
  const locale = useLocale();
  const date = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" }).format(since);
  const words = { pendingLabel: t("pending"), retryLabel: lines("retry"), lostLabel: lines("lost") };
  const code: PlainFormField = { name: "code", label: t("code"), autoComplete: "one-time-code", mono: true };
  return (
    <>
      <p className="text-sm text-ink-2">{t("since", { date })}</p>
      <PlainLink href={next} variant="primary" block>
        {t("back")}
      </PlainLink>
      <details className="border-t border-border pt-4">
        <summary className="cursor-pointer font-semibold">{t("newCodes")}</summary>
        <div className="grid gap-3 pt-3">
          <p className="text-sm text-ink-2">{t("newCodesText")}</p>
          <PlainForm
            action={renewRecoveryCodes}
            hidden={{ next }}
            fields={[{ ...code, id: "renew-code" }]}
            submitLabel={t("newCodesSubmit")}
            variant="secondary"
            {...words}
          />
        </div>
      </details>
      {isRequired ? (
        <p className="border-t border-border pt-4 text-sm text-ink-2">{t("offRequired")}</p>
      ) : (
        <details className="border-t border-border pt-4">
          <summary className="cursor-pointer font-semibold">{t("off")}</summary>
          <div className="grid gap-3 pt-3">
            <p className="text-sm text-ink-2">{t("offText")}</p>
            <PlainForm
              action={dropTwoFactor}
              hidden={{ next }}
              fields={[{ ...code, id: "off-code" }]}
              submitLabel={t("offSubmit")}
              variant="secondary"
              {...words}
            />
          </div>
        </details>
      )}
    </>
  );
}
