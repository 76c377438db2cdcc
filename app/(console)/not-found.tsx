import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/ui/button-link";
import { PageMessage } from "./page-message";

export default async function NotFound() {
  const t = await getTranslations("common.notFound");
  return (
    <PageMessage
      title={t("title")}
      text={t("text")}
      action={<ButtonLink href="/console">{t("console")}</ButtonLink>}
    />
  );
}
