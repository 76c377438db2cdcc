import type { Metadata } from "next";
import { PackLog } from "@/components/packs/pack-log";
import { packHistory } from "@/lib/packs/queries/about-purchases";
import { loadPack, type PackPageProps } from "../_components/load-pack";
import { PackShell } from "../_components/pack-shell";

export async function generateMetadata({ params }: PackPageProps): Promise<Metadata> {
  const { pack } = await loadPack(params);
  return { title: pack.name };
}

export default async function PackHistoryPage({ params }: PackPageProps) {
  const loaded = await loadPack(params);
  const entries = await packHistory(loaded.scope, loaded.pack.id);
  return (
    <PackShell loaded={loaded} tab="history">
      <PackLog entries={entries} timeZone={loaded.merchant.timeZone} />
    </PackShell>
  );
}
