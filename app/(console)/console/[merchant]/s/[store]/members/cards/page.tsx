import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { GroupOnly } from "@/components/merchants/group-only";
import { staffGate } from "@/lib/platform/auth/gates";

type Props = { params: Promise<{ merchant: string; store: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("organise.cards");
  return { title: t("title") };
}

export default async function StoreCardsPage({ params }: Props) {
  const place = await params;
  const { scope } = await staffGate(place, "member.organise");
  const t = await getTranslations("organise.cards");
  return (
    <GroupOnly
      place={place}
      title={t("title")}
      path="members/cards"
      hasGroupView={scope.storeIds === "all"}
    />
  );
}
