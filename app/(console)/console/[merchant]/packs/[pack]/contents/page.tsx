import type { Metadata } from "next";
import { loadPack, type PackPageProps } from "../_components/load-pack";
import { PackContentsCards } from "../_components/pack-contents";
import { PackShell } from "../_components/pack-shell";

export async function generateMetadata({ params }: PackPageProps): Promise<Metadata> {
  const { pack } = await loadPack(params);
  return { title: pack.name };
}

export default async function PackContentsPage({ params }: PackPageProps) {
  const loaded = await loadPack(params);
  return (
    <PackShell loaded={loaded} tab="contents">
      <PackContentsCards loaded={loaded} />
    </PackShell>
  );
}
