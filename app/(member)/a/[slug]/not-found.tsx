import { getTranslations } from "next-intl/server";
import { AppHead } from "@/app/(member)/_components/app-head";
import { Icon } from "@/components/blocks/icon";
import { PlainLink, PlainPage, PlainState } from "@/components/ui/plain";
import { soleMerchant } from "@/lib/platform/auth/member-gates";

export default async function ActivityNotFound() {
  const t = await getTranslations("activity-page.notFound");
  const merchant = await soleMerchant();
  return (
    <PlainPage>
      <AppHead merchant={null} />
      <PlainState
        icon={<Icon name="search" />}
        title={t("title")}
        text={
          <>
            <p>{t("text")}</p>
            <p>{t("text2")}</p>
          </>
        }
        action={
          merchant ? (
            <PlainLink href={`/m/${merchant.slug}`} variant="primary">
              {t("goTo", { merchant: merchant.name })}
            </PlainLink>
          ) : null
        }
      />
    </PlainPage>
  );
}
