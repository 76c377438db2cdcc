import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PackLog } from "@/components/packs/pack-log";
import { ButtonLink } from "@/components/ui/button-link";
import type { SearchParams } from "@/components/ui/list-state";
import { packHistory } from "@/lib/packs/queries/about-purchases";
import { loadPack, type PackPageProps } from "../_components/load-pack";
import { PackShell } from "../_components/pack-shell";

type Props = PackPageProps & { searchParams: Promise<SearchParams> };

export async function generateMetadata({ params }: PackPageProps): Promise<Metadata> {
  const { pack } = await loadPack(params);
  return { title: pack.name };
}

export default async function PackHistoryPage({ params, searchParams }: Props) {
  const loaded = await loadPack(params);
  const { pack, basePath, scope, merchant } = loaded;
  const { cursor: asked } = await searchParams;
  const cursor = typeof asked === "string" ? asked : null;
  const { rows, nextCursor } = await packHistory(scope, pack.id, { cursor });
  const t = await getTranslations("packs.history");
  const path = `${basePath}/${pack.id}/history`;
  return (
    <PackShell loaded={loaded} tab="history">
      <p className="text-sm text-ink-2">{t("leftOut")}</p>
      <PackLog entries={rows} timeZone={merchant.timeZone} />
      <div className="flex gap-2 empty:hidden">
        {cursor ? <ButtonLink href={path}>{t("newest")}</ButtonLink> : null}
        {nextCursor ? <ButtonLink href={`${path}?cursor=${nextCursor}`}>{t("older")}</ButtonLink> : null}
      </div>
    </PackShell>
  );
}
