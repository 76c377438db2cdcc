import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { activitiesPath } from "@/components/activities/paths";
import { LazyPageEditor } from "@/components/page-editor/lazy-editor";
import { getDecorated } from "@/lib/activities/queries/member-pages";
import { listPageGoods, listWinners } from "@/lib/activities/queries/page-goods";
import { listPageStores } from "@/lib/activities/queries/page-stores";
import { getPageDraft, listPageTemplates } from "@/lib/activities/queries/pages";
import { namedGoods } from "@/lib/activities/schema/blocks";
import { activityPath } from "@/lib/activities/schema/path";
import { staffGate } from "@/lib/platform/auth/gates";
import { env } from "@/lib/platform/env";
import { canvasMessages } from "@/lib/platform/i18n";
import { exactLocale } from "@/lib/platform/locale";

type Props = { params: Promise<{ merchant: string; store?: string; activity: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("page-editor"))("tab") };
}

export default async function DecorationPage({ params }: Props) {
  const { activity: id, ...place } = await params;
  const { scope, merchant, can } = await staffGate(place, "activity.write");
  const [facts, draft, templates, stores, winners] = await Promise.all([
    getDecorated(scope, id),
    getPageDraft(scope, id),
    listPageTemplates(scope),
    listPageStores(scope),
    listWinners(scope, id),
  ]);
  if (!facts || !draft || facts.activity.archivedAt) notFound();
  const goods = await listPageGoods(scope, namedGoods(draft.page.blocks));
  const language = (await getLocale()) === "zh-CN" ? "zh-CN" : "en";
  return (
    <LazyPageEditor
      {...{ place, templates, language, draft }}
      {...{ activityId: id, person: scope.actor.id ?? "" }}
      title={facts.activity.name}
      back={activitiesPath(place, id)}
      brand={merchant.brandColour}
      basis={{
        facts,
        ...{ stores, goods, winners },
        merchant: { slug: merchant.slug, name: merchant.name, timeZone: merchant.timeZone },
        now: new Date(),
        url: `${env().BASE_URL}${activityPath(facts.activity.slug)}`,
      }}
      live={{
        number: draft.live?.number ?? null,
        page: draft.live?.page ?? null,
        scheduled: draft.scheduled && { ...draft.scheduled, at: draft.scheduled.at.toISOString() },
      }}
      messages={await canvasMessages()}
      languages={{ main: exactLocale(merchant.locale) ?? "en", others: merchant.otherLanguages }}
      canPublish={can("activity.publish")}
    />
  );
}
