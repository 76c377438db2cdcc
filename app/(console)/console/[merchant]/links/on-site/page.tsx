import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Suspense } from "react";
import { consolePath } from "@/components/merchants/console-path";
import { ListSkeleton } from "@/components/ui/list-skeleton";
import type { SearchParams } from "@/components/ui/list-state";
import { PageHeader } from "@/components/ui/page-header";
import { openList } from "@/components/workspace/open-list";
import { staffGate } from "@/lib/platform/auth/gates";
import { LinkTabs } from "../_components/link-tabs";
import { PlacementList, placementListSpec } from "./_components/placement-list";

type Props = {
  params: Promise<{ merchant: string; store?: string }>;
  searchParams: Promise<SearchParams>;
};

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("links.onSite.page"))("title") };
}

/** All placements on members' own pages (D4). */
export default async function OnSitePage({ params, searchParams }: Props) {
  const place = await params;
  const { scope, can, merchant } = await staffGate(place, "link.read");
  const t = await getTranslations("links.onSite.page");
  const base = consolePath(place);
  const basePath = `${base}/links/on-site`;
  const list = await openList(scope, "placements", { spec: placementListSpec, basePath }, searchParams);
  return (
    <>
      <PageHeader title={t("title")} meta={t("meta")} />
      <LinkTabs base={base} current="on-site" />
      <Suspense fallback={<ListSkeleton path={basePath} columns={6} />}>
        <PlacementList
          {...{ scope, place, list, base, timeZone: merchant.timeZone }}
          mayWrite={can("link.write")}
        />
      </Suspense>
    </>
  );
}
