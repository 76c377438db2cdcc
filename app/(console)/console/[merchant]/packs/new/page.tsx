import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { packsPath } from "@/components/packs/pack-words";
import { TypeCards } from "@/components/packs/type-cards";
import { PageHeader } from "@/components/ui/page-header";
import { DraftList } from "@/components/workspace/draft-list";
import { staffGate } from "@/lib/platform/auth/gates";
import { listDrafts } from "@/lib/workspace/queries";

type Props = { params: Promise<{ merchant: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("packs");
  return { title: t("create") };
}

export default async function NewPackPage({ params }: Props) {
  const { merchant: slug } = await params;
  const where = { merchant: slug, store: null };
  const { scope, merchant } = await staffGate(where, "pack.write");
  const [t, drafts] = await Promise.all([getTranslations("packs"), listDrafts(scope, "pack")]);
  const basePath = packsPath(slug);
  return (
    <>
      <PageHeader
        title={t("picker.title")}
        meta={t("picker.meta")}
        back={{ href: basePath, label: t("title") }}
      />
      <div className="grid max-w-4xl grid-cols-[minmax(0,1fr)] gap-6">
        <DraftList
          kind="pack"
          drafts={drafts}
          where={where}
          timeZone={merchant.timeZone}
          hrefOf={({ id, variant }) => `${basePath}/new/${variant}?draft=${id}`}
        />
        <TypeCards basePath={basePath} />
      </div>
    </>
  );
}
