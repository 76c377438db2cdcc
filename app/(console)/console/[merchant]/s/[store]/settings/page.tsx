import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { GroupOnly } from "@/components/merchants/group-only";
import { staffGate } from "@/lib/platform/auth/gates";

type Props = { params: Promise<{ merchant: string; store: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("settings");
  return { title: t("title") };
}

export default async function StoreSettingsPage({ params }: Props) {
  const place = await params;
  const { scope } = await staffGate(place, "settings.write");
  const t = await getTranslations("settings");
  return (
    <GroupOnly place={place} title={t("title")} path="settings" hasGroupView={scope.storeIds === "all"} />
  );
}
