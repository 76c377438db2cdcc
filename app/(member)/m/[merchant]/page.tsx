import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { leadByChannel } from "@/app/(member)/_components/lead-by-channel";
import { MemberFrame } from "@/app/(member)/_components/member-frame";
import { orMissing, orMissingHead } from "@/app/(member)/_components/missing";
import { PackTeaser } from "@/app/(member)/m/[merchant]/_components/pack-teaser";
import { openPlaced, Placed } from "@/app/(member)/m/[merchant]/_components/placed";
import { RunningActivities } from "@/app/(member)/m/[merchant]/_components/running-activities";
import { WalletCard } from "@/app/(member)/m/[merchant]/_components/wallet-card";
import { listRunningActivities } from "@/lib/activities/queries/member-pages";
import { listMall } from "@/lib/packs/queries/mall";
import { visitorGate } from "@/lib/platform/auth/member-gates";
import { countMemberVouchers } from "@/lib/vouchers/queries";

export const generateMetadata = orMissingHead(
  async ({ params }: PageProps<"/m/[merchant]">): Promise<Metadata> => {
    const { merchant } = await visitorGate((await params).merchant);
    return { title: merchant.name, robots: { index: false } };
  },
);

export default orMissing(async ({ params, searchParams }: PageProps<"/m/[merchant]">) => {
  const { scope, merchant, member } = await visitorGate((await params).merchant);
  await leadByChannel(scope, { type: "home", id: "" }, searchParams);
  const [now, placed] = [new Date(), openPlaced(scope, { slot: "home" })];
  const [running, mall, counts] = await Promise.all([
    listRunningActivities(scope),
    listMall(scope, { now }),
    member ? countMemberVouchers(scope, member.id) : null,
  ]);
  const [t, home] = [await getTranslations("member.home"), `/m/${merchant.slug}`];
  return (
    <MemberFrame merchant={merchant} path={home} tab="home">
      <h1 className="text-2xl font-bold">{t("title", { merchant: merchant.name })}</h1>
      <WalletCard home={home} available={counts?.available ?? null} />
      <Placed opened={placed} />
      <RunningActivities activities={running} />
      <PackTeaser packs={mall.rows.slice(0, 2)} slug={merchant.slug} timeZone={merchant.timeZone} now={now} />
    </MemberFrame>
  );
});
