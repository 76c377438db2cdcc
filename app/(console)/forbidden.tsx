import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/ui/button-link";
import { PageMessage } from "./page-message";

/** Outside the frame: signed in, but with no store or role to enter with. */
export default async function Forbidden() {
  const t = await getTranslations("common.forbidden");
  return (
    <PageMessage
      title={t("title")}
      text={t("text")}
      action={<ButtonLink href="/console">{t("home")}</ButtonLink>}
    />
  );
}
