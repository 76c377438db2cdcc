import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import type { SearchParams } from "@/components/ui/list-state";
import { readRange } from "@/lib/coupons/rules/range";
import { localDate } from "@/lib/kernel/time";
import { lastChoice, listChannels } from "@/lib/links/queries/channels";
import { getLink, linkFigures } from "@/lib/links/queries/links";
import { placementsBy } from "@/lib/links/queries/placements";
import { staffGate } from "@/lib/platform/auth/gates";
import { env } from "@/lib/platform/env";
import { LinkDetail } from "./_components/link-detail";

type Props = {
  params: Promise<{ merchant: string; store?: string; link: string }>;
  searchParams: Promise<SearchParams>;
};

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("links");
  return { title: t("title") };
}

/** C-50, one link: what came through it in the days that the address asks for, on what and from where, and its code. */
export default async function LinkPage({ params, searchParams }: Props) {
  const { link: id, ...place } = await params;
  const { scope, merchant, can } = await staffGate(place, "link.read");
  const link = await getLink(scope, id);
  if (!link) notFound();
  const [now, mayWrite] = [new Date(), can("link.write")];
  const { timeZone, currency } = merchant;
  const today = localDate(now, timeZone);
  const range = readRange(await searchParams, today, { first: localDate(link.createdAt, timeZone) });
  const [figures, before, own, choice, placed] = await Promise.all([
    linkFigures(scope, id, range),
    linkFigures(scope, id, { from: range.beforeFrom, to: range.beforeTo }),
    listChannels(scope),
    lastChoice(scope),
    mayWrite ? placementsBy(scope, id, now) : [],
  ]);
  if (!figures || !before) notFound();
  return (
    <LinkDetail
      {...{ place, link, figures, before, range, own, choice, placed, now, today, timeZone, currency }}
      baseUrl={env().BASE_URL}
      mayWrite={mayWrite}
      mayUpload={can("image.upload")}
    />
  );
}
