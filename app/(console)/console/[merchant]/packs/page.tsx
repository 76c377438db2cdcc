import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Suspense } from "react";
import { ManagedByGroup } from "@/components/packs/managed-by-group";
import { packsPath } from "@/components/packs/pack-words";
import { ListSkeleton } from "@/components/ui/list-skeleton";
import type { SearchParams } from "@/components/ui/list-state";
import { PageHeader } from "@/components/ui/page-header";
import { columnsOf, openList } from "@/components/workspace/open-list";
import { staffGate } from "@/lib/platform/auth/gates";
import { ListActions } from "./_components/list-actions";
import { PackIndex } from "./_components/pack-index";
import { packFilter, packListSpec } from "./_components/pack-list-spec";
import { packPowers } from "./_components/pack-powers";

type Props = {
  params: Promise<{ merchant: string; store?: string }>;
  searchParams: Promise<SearchParams>;
};

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("packs");
  return { title: t("title") };
}

export default async function PacksPage({ params, searchParams }: Props) {
  const { merchant: slug, store = null } = await params;
  const where = { merchant: slug, store };
  const access = await staffGate(where, "pack.read");
  const { scope, merchant } = access;
  const t = await getTranslations("packs");
  const basePath = packsPath(slug, store);
  const list = await openList(scope, "packs", { spec: packListSpec, basePath }, searchParams);
  const may = packPowers(access);
  const filter = packFilter(list.state, merchant.currency);
  return (
    <>
      <PageHeader
        title={t("title")}
        badge={store ? <ManagedByGroup /> : undefined}
        actions={<ListActions {...{ where, filter, basePath, may }} columns={columnsOf(list)} />}
      />
      <Suspense fallback={<ListSkeleton path={basePath} columns={7} />}>
        <PackIndex
          {...{ scope, list, where, may, filter }}
          currency={merchant.currency}
          timeZone={merchant.timeZone}
        />
      </Suspense>
    </>
  );
}
