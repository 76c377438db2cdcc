import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AppHead } from "@/app/(member)/_components/app-head";
import { Retry } from "@/app/(member)/_components/retry";
import { Icon } from "@/components/blocks/icon";
import { PlainPage, PlainState } from "@/components/ui/plain";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("member.offline");
  return { title: t("title"), robots: { index: false } };
}

/** M-60 where nothing of a merchant's is saved on the device. It is the same for everybody. */
export default async function OfflinePage() {
  const t = await getTranslations("member.offline");
  return (
    <PlainPage>
      <AppHead merchant={null} />
      <PlainState icon={<Icon name="cloud" />} title={t("title")} text={t("shell")} action={<Retry />} />
    </PlainPage>
  );
}
