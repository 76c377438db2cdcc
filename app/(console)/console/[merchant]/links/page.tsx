import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Suspense } from "react";
import { ListSkeleton } from "@/components/ui/list-skeleton";
import type { SearchParams } from "@/components/ui/list-state";
import { PageHeader } from "@/components/ui/page-header";
import { openList } from "@/components/workspace/open-list";
import { storesOf } from "@/lib/activities/queries/reach";
import { listChannels } from "@/lib/links/queries/channels";
import { staffGate } from "@/lib/platform/auth/gates";
import { env } from "@/lib/platform/env";
import { LinkActions } from "./_components/link-actions";
import { LinkList, linkListSpec } from "./_components/link-list";
import { LinkTabs } from "./_components/link-tabs";

type Props = {
  params: Promise<{ merchant: string; store?: string }>;
  searchParams: Promise<SearchParams>;
};

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("links"))("title") };
}

export default async function LinksPage({ params, searchParams }: Props) {
  const place = await params;
  const { scope, can, merchant } = await staffGate(place, "link.read");
  const { timeZone } = merchant;
  const seesGroup = storesOf(scope) === null;
  const t = await getTranslations("links");
  const base = `/console/${place.merchant}${place.store ? `/s/${place.store}` : ""}`;
  const basePath = `${base}/links`;
  const [list, channels] = await Promise.all([
    openList(scope, "links", { spec: linkListSpec, basePath }, searchParams),
    listChannels(scope),
  ]);
  return (
    <>
      <PageHeader
        title={t("title")}
        actions={
          <LinkActions
            {...{ place, base, list, channels, timeZone, seesGroup }}
            mayWrite={can("link.write")}
          />
        }
      />
      <LinkTabs base={base} current="links" />
      <Suspense fallback={<ListSkeleton path={basePath} columns={7} />}>
        <LinkList
          {...{ scope, place, list, base, timeZone }}
          mayWrite={can("link.write")}
          baseUrl={env().BASE_URL}
        />
      </Suspense>
    </>
  );
}
