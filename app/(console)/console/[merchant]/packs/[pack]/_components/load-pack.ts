import { notFound } from "next/navigation";
import { cache } from "react";
import { packsPath } from "@/components/packs/pack-words";
import { getPack } from "@/lib/packs/queries/packs";
import { staffGate } from "@/lib/platform/auth/gates";
import type { Capability } from "@/lib/platform/auth/permissions";
import { packPowers } from "../../_components/pack-powers";

export type PackPageProps = { params: Promise<{ merchant: string; store?: string; pack: string }> };

const load = cache(async (slug: string, store: string | null, packId: string, capability: Capability) => {
  const where = { merchant: slug, store };
  const access = await staffGate(where, capability);
  const pack = (await getPack(access.scope, packId)) ?? notFound();
  return { ...access, pack, where, basePath: packsPath(slug, store), may: packPowers(access) };
});

/** A pack's page: gate, then the pack, or 404 for one that is not theirs to see. Once per request. */
export async function loadPack(params: PackPageProps["params"], capability: Capability = "pack.read") {
  const { merchant, store = null, pack } = await params;
  return await load(merchant, store, pack, capability);
}
export type LoadedPack = Awaited<ReturnType<typeof loadPack>>;
