import { getTranslations } from "next-intl/server";
import { Icon } from "@/components/blocks/icon";
import { PlainLink, PlainPage, PlainState } from "@/components/ui/plain";

export default async function NotFound() {
  const t = await getTranslations("common.notFound");
  return (
    <PlainPage>
      <PlainState
        icon={<Icon name="search" />}
        title={t("title")}
        text={t("text")}
        action={
          <PlainLink href="/" variant="secondary">
            {t("home")}
          </PlainLink>
        }
      />
    </PlainPage>
  );
}
