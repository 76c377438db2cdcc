import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { addDays, localDate } from "@/lib/kernel/time";
import { lastChoice, listChannels } from "@/lib/links/queries/channels";
import { getLink, linkFigures } from "@/lib/links/queries/links";
import { staffGate } from "@/lib/platform/auth/gates";
import { env } from "@/lib/platform/env";
import { LinkDetail } from "./_components/link-detail";

type Props = { params: Promise<{ merchant: string; store?: string; link: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("links");
  return { title: t("title") };
}

const DAYS = 30;

/** C-50, one link: what came through it, on what and from where, and its code. */
export default async function LinkPage({ params }: Props) {
  const { link: id, ...place } = await params;
  const { scope, merchant, can } = await staffGate(place, "link.read");
  const link = await getLink(scope, id);
  if (!link) notFound();
  const now = new Date();
  const to = localDate(now, merchant.timeZone);
  const range = { from: addDays(to, 1 - DAYS), to };
  const [figures, own, choice] = await Promise.all([
    linkFigures(scope, id, range),
    listChannels(scope),
    lastChoice(scope),
  ]);
  if (!figures) notFound();
  return (
    <LinkDetail
      {...{ place, link, figures, range, own, choice, now }}
      timeZone={merchant.timeZone}
      baseUrl={env().BASE_URL}
      mayWrite={can("link.write")}
    />
  );
}
