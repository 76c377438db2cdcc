import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { GroupOnly } from "@/components/merchants/group-only";
import { staffGate } from "@/lib/platform/auth/gates";

type Props = { params: Promise<{ merchant: string; store: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("members.import");
  return { title: t("title") };
}

export default async function StoreImportPage({ params }: Props) {
  const place = await params;
  const { scope } = await staffGate(place, "member.import");
  const t = await getTranslations("members.import");
  return (
    <GroupOnly
      place={place}
      title={t("title")}
      path="members/import"
      hasGroupView={scope.storeIds === "all"}
    />
  );
}
