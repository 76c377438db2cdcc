import { useTranslations } from "next-intl";
import { PlainButton, PlainLink } from "@/components/ui/plain";
import { PlainForm } from "@/components/ui/plain-form";
import { signOut } from "@/lib/merchants/actions";
import { joinMerchant } from "@/lib/merchants/actions/account";

type JoinProps = {
  token: string;
  merchant: string;
  /** Whom the invite is for. */
  invited: string;
  session: { name: string; email: string } | null;
};

/** The invited address has an account, or somebody is signed in here: nobody gets a second one by mistake. */
export function JoinWithAccount({ token, merchant, invited, session }: JoinProps) {
  const t = useTranslations("auth.invite");
  const lines = useTranslations("auth.signIn");
  if (!session) {
    return (
      <>
        <p className="text-sm">{t("hasAccount", { email: invited })}</p>
        <PlainLink href={`/sign-in?next=${encodeURIComponent(`/invite/${token}`)}`} variant="primary" block>
          {t("signIn")}
        </PlainLink>
      </>
    );
  }
  if (session.email !== invited) {
    return (
      <>
        <p className="text-sm">{t("otherText", { email: session.email, invited })}</p>
        <form action={signOut}>
          <PlainButton variant="secondary" block>
            {t("signOut")}
          </PlainButton>
        </form>
      </>
    );
  }
  return (
    <>
      <p className="text-sm">{t("joinText", { name: session.name })}</p>
      <PlainForm
        action={joinMerchant}
        hidden={{ token }}
        fields={[]}
        submitLabel={t("join", { merchant })}
        pendingLabel={t("joining")}
        retryLabel={lines("retry")}
        lostLabel={lines("lost")}
      />
    </>
  );
}
