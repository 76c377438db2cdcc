import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { packsPath } from "@/components/packs/pack-words";
import { readListState, type SearchParams } from "@/components/ui/list-state";
import { PageHeader } from "@/components/ui/page-header";
import { ListLater } from "@/components/workspace/list-later";
import { listPacks } from "@/lib/packs/queries/packs";
import { staffGate } from "@/lib/platform/auth/gates";
import { packPowers } from "../_components/pack-powers";
import { GivablePacks, givablePackSpec } from "./_components/givable-packs";

type Props = {
  params: Promise<{ merchant: string; store?: string }>;
  searchParams: Promise<SearchParams>;
};

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("packs.choose");
  return { title: t("title") };
}

/** Which pack is to be given, where none is chosen yet: to whom is asked on its own page. */
export default async function ChooseGiftPage({ params, searchParams }: Props) {
  const { merchant: slug, store = null } = await params;
  const access = await staffGate({ merchant: slug, store }, "pack.gift");
  const [t, packs] = [await getTranslations("packs.choose"), await getTranslations("packs")];
  const packsAt = packsPath(slug, store);
  const state = readListState(await searchParams, givablePackSpec);
  const { q, sortKey, descending, cursor, size } = state;
  const load = () =>
    listPacks(access.scope, {
      ...{ q, cursor, descending, limit: size, givable: true },
      sort: sortKey === "name" ? "name" : "created",
    });
  return (
    <>
      <PageHeader title={t("title")} meta={t("help")} back={{ href: packsAt, label: packs("title") }} />
      <ListLater path={`${packsAt}/give`} columns={4} load={load}>
        {(page) => <GivablePacks {...{ state, packsAt, page }} mayCreate={packPowers(access).write} />}
      </ListLater>
    </>
  );
}
