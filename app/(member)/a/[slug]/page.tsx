import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { getLocale } from "next-intl/server";
import { MemberFrame } from "@/app/(member)/_components/member-frame";
import { orMissing, orMissingHead } from "@/app/(member)/_components/missing";
import { activityHead } from "@/app/(member)/a/[slug]/_components/activity-head";
import { ActivityView } from "@/app/(member)/a/[slug]/_components/activity-view";
import { openActivity } from "@/app/(member)/a/[slug]/_components/open-activity";
import Missing from "@/app/(member)/a/[slug]/not-found";
import { activityState } from "@/components/blocks/activity-state";
import { countView } from "@/lib/activities/count-view";
import { getActivityHead, getActivityPage } from "@/lib/activities/queries/member-pages";
import { pageInLanguage } from "@/lib/activities/rules/in-language";
import { activityPath } from "@/lib/activities/schema/path";
import { findStanding } from "@/lib/members/find-standing";
import { goTo } from "@/lib/platform/go-to";
import { requestFacts } from "@/lib/platform/request";
import { answerWithStatus } from "@/lib/platform/response-status";

type Props = PageProps<"/a/[slug]">;

export const generateMetadata = orMissingHead(async ({ params }: Props): Promise<Metadata> => {
  const { scope, merchant, activityId } = await openActivity((await params).slug);
  const activity = await getActivityHead(scope, activityId);
  if (!activity) return {};
  return activityHead(activity, merchant, await getLocale());
});

export default orMissing(async ({ params, searchParams }: Props) => {
  const asked = decodeURIComponent((await params).slug);
  const { scope, merchant, member, activityId, slug } = await openActivity(asked);
  if (slug !== asked) goTo(activityPath(slug));
  const found = await getActivityPage(scope, activityId);
  if (!found) notFound();
  const facts = pageInLanguage(found, await getLocale());
  const { audience, timeZone } = facts.activity;
  const now = new Date();
  const standing = await findStanding(scope, audience);
  const state = activityState(facts, standing, now);
  const { requestId, userAgent } = await requestFacts();
  if (state.kind === "archived") answerWithStatus(requestId, 410);
  // A form sent from the page shows it again; that is no look.
  else if (!(await headers()).has("content-type"))
    countView({ merchantId: merchant.id, activityId, timeZone }, { requestId, userAgent });
  const opensItself = facts.activity.rules.opensBy === "open" && facts.counts.total === 0;
  // What a browser fetches ahead of a press opens nothing.
  const isAhead = (await headers()).has("next-router-prefetch");
  if (opensItself && member && !isAhead && state.kind === "running" && !("opened" in (await searchParams)))
    goTo(`${activityPath(slug)}/open`);
  const prefill = String((await searchParams).p ?? "").slice(0, 200);
  return (
    <MemberFrame merchant={merchant} path={activityPath(slug)}>
      <ActivityView {...{ scope, facts, state, merchant, member, prefill, now, requestId }} />
    </MemberFrame>
  );
}, Missing);
