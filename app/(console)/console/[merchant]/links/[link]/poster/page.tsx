import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { posterFormats } from "@/components/links/poster-formats";
import { inLanguage, languages } from "@/lib/kernel/language";
import { lastChoice } from "@/lib/links/queries/channels";
import { getLink } from "@/lib/links/queries/links";
import { promotableActivity, promotablePack } from "@/lib/links/queries/promotable";
import { staffGate } from "@/lib/platform/auth/gates";
import { env } from "@/lib/platform/env";
import { Poster } from "./_components/poster";

type Props = {
  params: Promise<{ merchant: string; store?: string; link: string }>;
  searchParams: Promise<{ format?: string | string[]; lang?: string | string[] }>;
};

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("links.poster");
  return { title: t("title") };
}

/** A poster of one link, ready to print. */
export default async function PosterPage({ params, searchParams }: Props) {
  const { link: id, ...place } = await params;
  const { scope, merchant } = await staffGate(place, "link.read");
  const link = await getLink(scope, id);
  if (!link) notFound();
  const [activity, { look }, { format, lang }, own] = await Promise.all([
    link.targetType === "activity"
      ? promotableActivity(scope, link.targetId)
      : link.targetType === "pack"
        ? promotablePack(scope, link.targetId)
        : null,
    lastChoice(scope),
    searchParams,
    getLocale(),
  ]);
  const [first] = posterFormats;
  const chosen = posterFormats.find(({ key }) => key === format) ?? first;
  // It is read by members: in their language, not in that of who prints it.
  const language = languages.find((one) => one === lang) ?? languages.find((one) => one === own) ?? "en";
  const ofStore = link.targetType === "store" ? link.targetName : null;
  const said = activity && { ...activity, ...inLanguage(activity, language) };
  return (
    <Poster
      format={chosen.key}
      merchant={merchant}
      language={language}
      title={said?.shareTitle || said?.name || ofStore || merchant.name}
      subtitle={said ? said.shareSubtitle || said.description : ""}
      image={activity?.heroImage ?? null}
      look={look}
      address={`${env().BASE_URL}/s/${link.slug}`}
      link={link}
    />
  );
}
