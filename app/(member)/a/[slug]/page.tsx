import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { getLocale } from "next-intl/server";
import { leadByChannel } from "@/app/(member)/_components/lead-by-channel";
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
import { activityPath, withQuery } from "@/lib/activities/schema/path";
import { isAhead } from "@/lib/kernel/asker";
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
  const [asked, query] = [decodeURIComponent((await params).slug), await searchParams];
  const { scope, merchant, member, activityId, slug } = await openActivity(asked);
  // What an address of before carries (a code, a language) goes on to the present one.
  if (slug !== asked) goTo(withQuery(activityPath(slug), query));
  await leadByChannel(scope, { type: "activity", id: activityId }, searchParams);
  const facts = pageInLanguage((await getActivityPage(scope, activityId)) ?? notFound(), await getLocale());
  const now = new Date();
  const standing = await findStanding(scope, facts.activity.audience);
  const state = activityState(facts, standing, now);
  const { requestId, ...looker } = await requestFacts();
  if (state.kind === "archived") answerWithStatus(requestId, 410);
  const asking = await headers();
  // What a browser fetches ahead of a press is no look and opens nothing; nor is a form's answer a look.
  const isEarly = asking.has("next-router-prefetch") || isAhead(asking.get("sec-purpose"));
  if (state.kind !== "archived" && !isEarly && !asking.has("content-type"))
    countView({ merchantId: merchant.id, activityId, timeZone: merchant.timeZone }, { requestId, ...looker });
  const opensItself = facts.activity.rules.opensBy === "open" && facts.counts.total === 0;
  const opens = opensItself && member && state.kind === "running" && !("opened" in query);
  if (opens && !isEarly) goTo(`${activityPath(slug)}/open`);
  // Not given ahead: it is asked for again when it is opened, and opens itself then.
  if (opens && isEarly) answerWithStatus(requestId, 503);
  const prefill = String(query.p ?? "").slice(0, 200);
  return (
    <MemberFrame merchant={merchant} path={activityPath(slug)}>
      <ActivityView {...{ scope, facts, state, merchant, member, prefill, now, requestId }} />
    </MemberFrame>
  );
}, Missing);
