import { getTranslations } from "next-intl/server";
import { AppHead } from "@/app/(member)/_components/app-head";
import { Icon } from "@/components/blocks/icon";
import { PlainLink, PlainPage, PlainState } from "@/components/ui/plain";

export default async function NotFound() {
  const t = await getTranslations("common.notFound");
  return (
    <PlainPage>
      <AppHead merchant={null} />
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
