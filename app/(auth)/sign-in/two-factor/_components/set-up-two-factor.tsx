import { useTranslations } from "next-intl";
import { QrCode } from "@/components/activities/qr-code";
import { PlainButton, PlainLink } from "@/components/ui/plain";
import { PlainForm } from "@/components/ui/plain-form";
import { signOut } from "@/lib/merchants/actions";
import { enrolTwoFactor } from "@/lib/merchants/actions/account";
import { base32, otpauthUrl } from "@/lib/platform/totp";

type SetUpProps = { next: string; email: string; secret: Buffer; isRequired: boolean };

/** The secret as a QR code and to type, and the field for its first code. */
export function SetUpTwoFactor({ next, email, secret, isRequired }: SetUpProps) {
  const t = useTranslations("auth.twoFactor");
  const lines = useTranslations("auth.signIn");
  const invite = useTranslations("auth.invite");
  const key = base32(secret).replace(/.{4}(?=.)/g, "$& ");
  return (
    <>
      <section aria-labelledby="scan" className="grid gap-3">
        <div className="grid gap-1">
          <h2 id="scan" className="font-semibold">
            {t("step1")}
          </h2>
          <p className="text-sm text-ink-2">{t("step1Text")}</p>
        </div>
        <QrCode
          text={otpauthUrl({ issuer: "Scrip", name: email, secret })}
          label={t("qr")}
          className="mx-auto size-48 rounded-lg"
        />
        <p className="grid gap-1 text-sm">
          <span className="text-ink-2">{t("secret")}</span>
          <code className="rounded-lg bg-sunken px-3 py-2 font-mono wrap-anywhere select-all">{key}</code>
        </p>
      </section>
      <section aria-labelledby="confirm" className="grid gap-3">
        <h2 id="confirm" className="font-semibold">
          {t("step2")}
        </h2>
        <PlainForm
          action={enrolTwoFactor}
          hidden={{ next }}
          fields={[
            {
              name: "code",
              label: t("code"),
              autoComplete: "one-time-code",
              inputMode: "numeric",
              mono: true,
              maxLength: 10,
            },
          ]}
          submitLabel={t("submit")}
          pendingLabel={t("pending")}
          retryLabel={lines("retry")}
          lostLabel={lines("lost")}
        />
      </section>
      {isRequired ? (
        <form action={signOut}>
          <PlainButton variant="ghost" block>
            {invite("signOut")}
          </PlainButton>
        </form>
      ) : (
        <PlainLink href={next} variant="ghost" block>
          {t("later")}
        </PlainLink>
      )}
    </>
  );
}
