import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ExportButton } from "@/components/jobs/export-button";
import { consolePath } from "@/components/merchants/console-path";
import type { SearchParams } from "@/components/ui/list-state";
import { PageHeader } from "@/components/ui/page-header";
import { ListLater } from "@/components/workspace/list-later";
import { columnsOf, openList } from "@/components/workspace/open-list";
import { exportCategories } from "@/lib/catalogue/actions";
import { listCategories } from "@/lib/catalogue/queries/categories";
import { staffGate } from "@/lib/platform/auth/gates";
import { CreateCategory } from "./_components/category-dialog";
import { CategoryList, categoryFilter, categoryListSpec } from "./_components/category-list";

type Props = { params: Promise<{ merchant: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("catalogue.categories");
  return { title: t("title") };
}

export default async function CategoriesPage({ params, searchParams }: Props) {
  const place = await params;
  const { scope, merchant, can } = await staffGate(place, "category.read");
  const t = await getTranslations("catalogue.categories");
  const basePath = consolePath(place, "categories");
  const list = await openList(scope, "categories", { spec: categoryListSpec, basePath }, searchParams);
  const { state } = list;
  const filter = categoryFilter(state);
  const load = () => listCategories(scope, { ...filter, cursor: state.cursor, size: state.size });
  const canWrite = can("product.write");
  const { timeZone } = merchant;
  return (
    <>
      <PageHeader
        title={t("title")}
        actions={
          <>
            <ExportButton {...{ place, filter }} columns={columnsOf(list)} action={exportCategories} />
            {canWrite ? <CreateCategory place={place} /> : null}
          </>
        }
      />
      <ListLater path={basePath} columns={4} load={load}>
        {(page) => <CategoryList {...{ place, timeZone, list, page, canWrite }} />}
      </ListLater>
    </>
  );
}
