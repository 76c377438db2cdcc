import { getTranslations } from "next-intl/server";
import { KeepOffline } from "@/app/(member)/m/[merchant]/_components/keep-offline";

/** What all pages of a merchant's members have: their wallet is saved for when there is no connection. */
export default async function MerchantPages({ children, params }: LayoutProps<"/m/[merchant]">) {
  const { merchant } = await params;
  const t = await getTranslations("member.offline");
  return (
    <>
      <KeepOffline merchant={merchant} notice={t("notice")} />
      {children}
    </>
  );
}
