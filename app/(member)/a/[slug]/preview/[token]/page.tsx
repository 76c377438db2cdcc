import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { MemberFrame } from "@/app/(member)/_components/member-frame";
import { orMissing } from "@/app/(member)/_components/missing";
import Missing from "@/app/(member)/a/[slug]/not-found";
import { PreviewView } from "@/app/(member)/a/[slug]/preview/[token]/_components/preview-view";
import { getDecorated } from "@/lib/activities/queries/member-pages";
import { getPageDraft } from "@/lib/activities/queries/pages";
import { pageInLanguage } from "@/lib/activities/rules/in-language";
import { previewGate } from "@/lib/platform/auth/member-gates";

type Props = PageProps<"/a/[slug]/preview/[token]">;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("activity-page.preview");
  return { title: t("title"), robots: { index: false }, referrer: "no-referrer" };
}

export default orMissing(async ({ params, searchParams }: Props) => {
  const { slug, token } = await params;
  const { scope, merchant, activityId } = await previewGate(slug, token);
  const [found, draft, locale] = await Promise.all([
    getDecorated(scope, activityId),
    getPageDraft(scope, activityId),
    getLocale(),
  ]);
  if (!found || !draft || found.activity.archivedAt) notFound();
  const facts = pageInLanguage(found, locale);
  const path = `/a/${encodeURIComponent(facts.activity.slug)}/preview/${token}`;
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  const done = "done" in (await searchParams);
  return (
    <MemberFrame merchant={merchant} path={path}>
      <PreviewView {...{ scope, merchant, facts, path, nonce, done }} page={draft.page} />
    </MemberFrame>
  );
}, Missing);
