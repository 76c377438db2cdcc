import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { MemberFrame } from "@/app/(member)/_components/member-frame";
import { orMissing } from "@/app/(member)/_components/missing";
import { openOwn } from "@/app/(member)/a/[slug]/_components/open-activity";
import { saidActivity } from "@/app/(member)/a/[slug]/_components/said-activity";
import { WinList } from "@/app/(member)/a/[slug]/prizes/_components/win-list";
import { Icon } from "@/components/blocks/icon";
import { PlainLink, PlainState } from "@/components/ui/plain";
import { listMyWins } from "@/lib/activities/queries/member-pages";
import { activityPath } from "@/lib/activities/schema/path";
import { listVouchersOf } from "@/lib/vouchers/queries";
import { listGivenOf } from "@/lib/vouchers/queries/gifts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("activity-page.mine");
  return { title: t("title"), robots: { index: false } };
}

export default orMissing(async ({ params }: PageProps<"/a/[slug]/prizes">) => {
  const { scope, merchant, member, activityId, slug } = await openOwn((await params).slug);
  const activity = await saidActivity(scope, activityId);
  if (!activity) notFound();
  const t = await getTranslations("activity-page.mine");
  const wins = await listMyWins(scope, activityId);
  const winIds = wins.map((win) => win.id);
  const vouchers = await listVouchersOf(scope, member.id, winIds);
  const given = await listGivenOf(scope, member.id, winIds);
  const back = (
    <PlainLink href={activityPath(slug)} variant={wins.length === 0 ? "primary" : "secondary"} block>
      {t("back")}
    </PlainLink>
  );
  return (
    <MemberFrame merchant={merchant} path={`${activityPath(slug)}/prizes`}>
      <div className="grid gap-1">
        <h1 className="text-xl font-[650]">{t("title")}</h1>
        <p className="text-sm text-ink-2">{activity.name}</p>
      </div>
      {wins.length === 0 ? (
        <PlainState
          headingLevel={2}
          icon={<Icon name="gift" />}
          title={t("empty")}
          text={t("emptyText")}
          action={back}
        />
      ) : (
        <>
          <WinList {...{ wins, vouchers, given, merchant }} timeZone={activity.timeZone} now={new Date()} />
          {back}
        </>
      )}
    </MemberFrame>
  );
});
