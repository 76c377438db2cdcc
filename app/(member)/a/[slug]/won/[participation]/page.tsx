import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { MemberFrame } from "@/app/(member)/_components/member-frame";
import { orMissing } from "@/app/(member)/_components/missing";
import { DecoratedPart } from "@/app/(member)/a/[slug]/_components/decorated-part";
import { openOwn } from "@/app/(member)/a/[slug]/_components/open-activity";
import { saidActivity } from "@/app/(member)/a/[slug]/_components/said-activity";
import { WonTickets } from "@/app/(member)/a/[slug]/won/[participation]/_components/won-tickets";
import { TellWin } from "@/components/blocks/tell-win";
import { WonBar, WonBody } from "@/components/blocks/won-body";
import { GivenList } from "@/components/vouchers/given-list";
import { tellWin } from "@/lib/activities/actions/own-wins";
import { getWin } from "@/lib/activities/queries/member-pages";
import { getLivePage } from "@/lib/activities/queries/pages";
import { showsWinners, useWordOf } from "@/lib/activities/schema/page";
import { activityPath } from "@/lib/activities/schema/path";
import { listVouchersOf } from "@/lib/vouchers/queries";
import { listGivenOf } from "@/lib/vouchers/queries/gifts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("activity-page.won");
  return { title: t("title"), robots: { index: false } };
}

export default orMissing(async ({ params, searchParams }: PageProps<"/a/[slug]/won/[participation]">) => {
  const [asked, { later }] = [await params, await searchParams];
  const { scope, merchant, member, activityId, slug } = await openOwn(asked.slug);
  const activity = await saidActivity(scope, activityId);
  const win = await getWin(scope, activityId, asked.participation);
  const page = await getLivePage(scope, activityId, await getLocale());
  if (!activity || !win) notFound();
  const vouchers = await listVouchersOf(scope, member.id, [win.id]);
  // What they gave to a friend since was won as well.
  const given = await listGivenOf(scope, member.id, [win.id]);
  const [path, wallet] = [activityPath(slug), `/m/${merchant.slug}/coupons`];
  const tell = <TellWin {...{ slug, win, action: tellWin }} isLater={later === "1"} />;
  return (
    <MemberFrame merchant={merchant} path={`${path}/won/${win.id}`} bottomBar={<WonBar wallet={wallet} />}>
      <DecoratedPart page={page} brand={merchant.brandColour}>
        <WonBody
          {...{ activity: activity.name, count: vouchers.length + given.length, page }}
          paths={{ prizes: `${path}/prizes`, again: path }}
          tell={showsWinners(page) ? tell : null}
        >
          <WonTickets
            {...{ vouchers, wallet, shop: merchant.slug }}
            {...{ timeZone: merchant.timeZone, useWord: useWordOf(page) }}
            useLinks={activity.rules.useLinks}
          />
          <GivenList given={given} timeZone={merchant.timeZone} />
        </WonBody>
      </DecoratedPart>
    </MemberFrame>
  );
});
