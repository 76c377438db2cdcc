import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { KindGallery } from "@/components/activities/kind-gallery";
import { activitiesPath } from "@/components/activities/paths";
import { PageHeader } from "@/components/ui/page-header";
import { DraftList } from "@/components/workspace/draft-list";
import { staffGate } from "@/lib/platform/auth/gates";
import { listDrafts } from "@/lib/workspace/queries";

type Props = { params: Promise<{ merchant: string; store?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("activities.gallery");
  return { title: t("title") };
}

export default async function NewActivityPage({ params }: Props) {
  const place = await params;
  const { scope, merchant } = await staffGate(place, "activity.write");
  const t = await getTranslations("activities.gallery");
  const drafts = await listDrafts(scope, "activity");
  return (
    <>
      <PageHeader
        title={t("title")}
        meta={t("meta")}
        back={{ href: activitiesPath(place), label: t("back") }}
      />
      <DraftList
        kind="activity"
        drafts={drafts}
        where={place}
        timeZone={merchant.timeZone}
        hrefOf={({ id, variant }) => `${activitiesPath(place, "new")}/${variant}?draft=${id}`}
      />
      <KindGallery place={place} />
    </>
  );
}
