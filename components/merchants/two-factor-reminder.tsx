import { useTranslations } from "next-intl";
import { Banner } from "@/components/ui/banner";
import { ButtonLink } from "@/components/ui/button-link";

/** Asks somebody who has no second factor to set one up, until they have. `next` = where to come back to. */
export function TwoFactorReminder({ next }: { next: string }) {
  const t = useTranslations("account.reminder");
  const href = `/sign-in/two-factor?next=${encodeURIComponent(next)}`;
  return (
    <Banner
      tone="warning"
      title={t("title")}
      action={
        <ButtonLink href={href} size="sm" leaves>
          {t("action")}
        </ButtonLink>
      }
    >
      {t("text")}
    </Banner>
  );
}
