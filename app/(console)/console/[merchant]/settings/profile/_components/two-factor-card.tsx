import { useFormatter, useTranslations } from "next-intl";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { StatusBadge } from "@/components/ui/status-badge";

type TwoFactorCardProps = {
  account: { twoFactorSince: Date | null; recoveryCodesLeft: number };
  /** Where to come back to. */
  next: string;
};

export function TwoFactorCard({ account, next }: TwoFactorCardProps) {
  const t = useTranslations("account.twoFactor");
  const format = useFormatter();
  const { twoFactorSince: since, recoveryCodesLeft: left } = account;
  const href = `/sign-in/two-factor?next=${encodeURIComponent(next)}`;
  return (
    <Card
      title={t("title")}
      actions={<StatusBadge status={since ? "yes" : "no"} label={t(since ? "on" : "off")} />}
    >
      <div className="grid justify-items-start gap-3 text-sm">
        <p className="text-ink-2">
          {since
            ? t("onText", { date: format.dateTime(since, { dateStyle: "long" }), count: left })
            : t("offText")}
        </p>
        <ButtonLink href={href} variant={since ? "secondary" : "primary"} leaves>
          {t(since ? "change" : "setUp")}
        </ButtonLink>
      </div>
    </Card>
  );
}
