import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { couponsPath } from "@/components/coupons/coupon-words";
import { PresetCards } from "@/components/coupons/preset-cards";
import type { SearchParams } from "@/components/ui/list-state";
import { PageHeader } from "@/components/ui/page-header";
import { ListLater } from "@/components/workspace/list-later";
import { openList } from "@/components/workspace/open-list";
import { listTemplates } from "@/lib/coupons/queries/templates";
import { staffGate } from "@/lib/platform/auth/gates";
import { TemplateList, templateListSpec } from "./_components/template-list";
import { TemplateTools } from "./_components/template-tools";

type Props = {
  params: Promise<{ merchant: string; store?: string }>;
  searchParams: Promise<SearchParams>;
};

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("templates");
  return { title: t("title") };
}

export default async function CouponTemplatesPage({ params, searchParams }: Props) {
  const { merchant: slug, store = null } = await params;
  const where = { merchant: slug, store };
  const { scope, merchant } = await staffGate(where, "coupon.write");
  const [t, coupons] = [await getTranslations("templates"), await getTranslations("coupons")];
  const basePath = couponsPath(slug, store);
  const shape = { spec: templateListSpec, basePath: `${basePath}/templates` };
  const list = await openList(scope, "templates", shape, searchParams);
  const { currency, timeZone } = merchant;
  return (
    <>
      <PageHeader
        title={t("title")}
        meta={t("meta")}
        back={{ href: basePath, label: coupons("back") }}
        actions={<TemplateTools where={where} list={list} />}
      />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
        <section aria-labelledby="presets" className="grid gap-3">
          <h2 id="presets" className="text-lg font-semibold text-ink">
            {t("always")}
          </h2>
          <PresetCards {...{ basePath, currency, timeZone }} />
        </section>
        <section aria-labelledby="own" className="grid grid-cols-[minmax(0,1fr)] gap-3">
          <h2 id="own" className="text-lg font-semibold text-ink">
            {t("own")}
          </h2>
          <ListLater path={shape.basePath} columns={4} load={() => listTemplates(scope, { q: list.state.q })}>
            {(rows) => <TemplateList {...{ rows, list, where, basePath, timeZone }} reach={scope.storeIds} />}
          </ListLater>
        </section>
      </div>
    </>
  );
}
