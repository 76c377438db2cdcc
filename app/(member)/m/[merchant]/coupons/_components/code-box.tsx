import { useTranslations } from "next-intl";
import { PlainCard } from "@/components/ui/plain";
import { PlainForm } from "@/components/ui/plain-form";
import { claimWithCode } from "@/lib/codes/actions";

type CodeBoxProps = { merchant: string; requestId: string };

/** "Have a code?": one field, one button, posted without our script where there is none. */
export function CodeBox({ merchant, requestId }: CodeBoxProps) {
  const t = useTranslations("member.coupons.code");
  const login = useTranslations("member.login");
  return (
    <PlainCard>
      <PlainForm
        action={claimWithCode}
        hidden={{ merchant, requestId }}
        fields={[
          {
            name: "code",
            label: t("label"),
            help: t("help"),
            autoComplete: "off",
            autoCapitalize: "characters",
            maxLength: 100,
          },
        ]}
        submitLabel={t("submit")}
        pendingLabel={t("pending")}
        retryLabel={login("retry")}
        lostLabel={login("lost")}
        variant="secondary"
      />
    </PlainCard>
  );
}
