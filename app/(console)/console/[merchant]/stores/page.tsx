import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Suspense } from "react";
import { ExportButton } from "@/components/jobs/export-button";
import { consolePath } from "@/components/merchants/console-path";
import { ButtonLink } from "@/components/ui/button-link";
import { ListSkeleton } from "@/components/ui/list-skeleton";
import type { SearchParams } from "@/components/ui/list-state";
import { PageHeader } from "@/components/ui/page-header";
import { columnsOf, openList } from "@/components/workspace/open-list";
import { exportStores } from "@/lib/jobs/actions";
import { staffGate } from "@/lib/platform/auth/gates";
import { StoreIndex } from "./_components/store-index";
import { storeListSpec } from "./_components/store-list";

type Props = { params: Promise<{ merchant: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("stores.list");
  return { title: t("title") };
}

export default async function StoresPage({ params, searchParams }: Props) {
  const place = await params;
  const { scope, can } = await staffGate(place, "store.read");
  const t = await getTranslations("stores.list");
  const basePath = consolePath(place, "stores");
  const list = await openList(scope, "stores", { spec: storeListSpec, basePath }, searchParams);
  const { state } = list;
  const filter = {
    q: state.q,
    status: state.filters.status ? (["archived"] as const) : (["open"] as const),
    currencies: state.filters.currency ?? [],
    sort: state.sortKey === "created" ? ("created" as const) : ("name" as const),
    descending: state.descending,
  };
  const canWrite = can("store.write");
  const columns = columnsOf(list);
  return (
    <>
      <PageHeader
        title={t("title")}
        actions={
          <>
            <ExportButton {...{ place, columns }} action={exportStores} filter={filter} />
            {canWrite ? (
              <ButtonLink href={consolePath(place, "stores", "new")} variant="primary" data-key="c">
                {t("create")}
              </ButtonLink>
            ) : null}
          </>
        }
      />
      <Suspense fallback={<ListSkeleton path={basePath} columns={5} />}>
        <StoreIndex {...{ scope, place, list, filter, canWrite }} />
      </Suspense>
    </>
  );
}
