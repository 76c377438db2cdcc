import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { GroupOnly } from "@/components/merchants/group-only";
import { staffGate } from "@/lib/platform/auth/gates";

type Props = { params: Promise<{ merchant: string; store: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("links.settings");
  return { title: t("title") };
}

export default async function StoreChannelsPage({ params }: Props) {
  const place = await params;
  const { scope } = await staffGate(place, "link.write");
  const t = await getTranslations("links.settings");
  const hasGroupView = scope.storeIds === "all";
  return <GroupOnly place={place} title={t("title")} path="settings/channels" hasGroupView={hasGroupView} />;
}
