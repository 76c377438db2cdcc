import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { couponOptions } from "@/lib/coupons/queries/options";
import { packFigures } from "@/lib/packs/queries/figures";
import { env } from "@/lib/platform/env";
import { loadPack, type PackPageProps } from "./_components/load-pack";
import { PackAside } from "./_components/pack-aside";
import { PackFiguresView } from "./_components/pack-figures";
import { PackSettings } from "./_components/pack-settings";
import { PackShell } from "./_components/pack-shell";

export async function generateMetadata({ params }: PackPageProps): Promise<Metadata> {
  const { pack } = await loadPack(params);
  return { title: pack.name };
}

export default async function PackPage({ params }: PackPageProps) {
  const loaded = await loadPack(params);
  const { scope, pack } = loaded;
  const [figures, { stores }] = await Promise.all([
    packFigures(scope, pack.id),
    couponOptions(scope, { choose: false }),
  ]);
  if (!figures) notFound();
  return (
    <PackShell loaded={loaded} tab="overview" aside={<PackAside loaded={loaded} baseUrl={env().BASE_URL} />}>
      <PackFiguresView figures={figures} type={pack.type} />
      <PackSettings loaded={loaded} stores={stores} />
    </PackShell>
  );
}
