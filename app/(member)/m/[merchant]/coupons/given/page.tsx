import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { MemberFrame } from "@/app/(member)/_components/member-frame";
import { orMissing } from "@/app/(member)/_components/missing";
import { Icon } from "@/components/blocks/icon";
import { PlainLink, PlainState } from "@/components/ui/plain";
import { GivenList } from "@/components/vouchers/given-list";
import { memberGate } from "@/lib/platform/auth/member-gates";
import { GIVEN_MOST, listGivenAway } from "@/lib/vouchers/queries/gifts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("member.gift");
  return { title: t("given"), robots: { index: false } };
}

/** What became of a member's gifts: to whom each coupon went, and when. */
export default orMissing(async ({ params }: PageProps<"/m/[merchant]/coupons/given">) => {
  const { scope, merchant, member } = await memberGate((await params).merchant);
  const given = await listGivenAway(scope, member.id);
  const t = await getTranslations("member.gift");
  const wallet = `/m/${merchant.slug}/coupons`;
  return (
    <MemberFrame merchant={merchant} path={`${wallet}/given`} tab="coupons">
      <PlainLink href={wallet} className="inline-flex min-h-11 items-center text-sm">
        ← {t("toWallet")}
      </PlainLink>
      <h1 className="text-xl font-[650]">{t("given")}</h1>
      {given.length === 0 ? (
        <PlainState
          headingLevel={2}
          icon={<Icon name="gift" />}
          title={t("givenNone")}
          text={t("givenNoneText")}
        />
      ) : (
        <GivenList given={given} timeZone={merchant.timeZone} />
      )}
      {given.length === GIVEN_MOST ? (
        <p className="text-sm text-ink-2">{t("givenLast", { most: GIVEN_MOST })}</p>
      ) : null}
    </MemberFrame>
  );
});
