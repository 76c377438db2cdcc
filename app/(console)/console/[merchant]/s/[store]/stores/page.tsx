import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { GroupOnly } from "@/components/merchants/group-only";
import { staffGate } from "@/lib/platform/auth/gates";

type Props = { params: Promise<{ merchant: string; store: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("stores.list");
  return { title: t("title") };
}

export default async function StoreStoresPage({ params }: Props) {
  const place = await params;
  const { scope } = await staffGate(place, "store.read");
  const t = await getTranslations("stores.list");
  return <GroupOnly place={place} title={t("title")} path="stores" hasGroupView={scope.storeIds === "all"} />;
}
