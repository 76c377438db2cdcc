import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { MemberFrame } from "@/app/(member)/_components/member-frame";
import { orMissing } from "@/app/(member)/_components/missing";
import { DecoratedPart } from "@/app/(member)/a/[slug]/_components/decorated-part";
import { openOwn } from "@/app/(member)/a/[slug]/_components/open-activity";
import { saidActivity } from "@/app/(member)/a/[slug]/_components/said-activity";
import { TellWin } from "@/app/(member)/a/[slug]/won/[participation]/_components/tell-win";
import { WonTickets } from "@/app/(member)/a/[slug]/won/[participation]/_components/won-tickets";
import { WonHead } from "@/components/blocks/won-head";
import { PlainLink } from "@/components/ui/plain";
import { getWin } from "@/lib/activities/queries/member-pages";
import { getLivePage } from "@/lib/activities/queries/pages";
import { showsWinners, useWordOf } from "@/lib/activities/schema/page";
import { activityPath } from "@/lib/activities/schema/path";
import { listVouchersOf } from "@/lib/vouchers/queries";

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
  const [t, wallet] = [await getTranslations("activity-page.won"), `/m/${merchant.slug}/coupons`];
  return (
    <MemberFrame
      merchant={merchant}
      path={`${activityPath(slug)}/won/${win.id}`}
      bottomBar={
        <PlainLink href={wallet} variant="primary" block>
          {t("view")}
        </PlainLink>
      }
    >
      <DecoratedPart page={page} brand={merchant.brandColour}>
        <WonHead activity={activity.name} count={vouchers.length} page={page} />
        <WonTickets
          {...{ vouchers, wallet, shop: merchant.slug }}
          {...{ timeZone: merchant.timeZone, useWord: useWordOf(page) }}
          useLinks={activity.rules.useLinks}
        />
        {showsWinners(page) ? <TellWin {...{ slug, win }} isLater={later === "1"} /> : null}
        <PlainLink href={`${activityPath(slug)}/prizes`} variant="secondary" block>
          {t("mine")}
        </PlainLink>
        <PlainLink href={activityPath(slug)} variant="ghost" block>
          {t("again")}
        </PlainLink>
      </DecoratedPart>
    </MemberFrame>
  );
});
