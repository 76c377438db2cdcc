import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { MemberFrame } from "@/app/(member)/_components/member-frame";
import { orMissing, orMissingHead } from "@/app/(member)/_components/missing";
import { CannotUse } from "@/app/(member)/g/[token]/_components/cannot-use";
import { giftHead } from "@/app/(member)/g/[token]/_components/gift-head";
import { GiftOver } from "@/app/(member)/g/[token]/_components/gift-over";
import { openGift } from "@/app/(member)/g/[token]/_components/said-gift";
import { WaitingForYou } from "@/app/(member)/g/[token]/_components/waiting-for-you";

export const generateMetadata = orMissingHead(
  async ({ params }: PageProps<"/g/[token]">): Promise<Metadata> => {
    const { gift, name, merchant, token } = await openGift((await params).token);
    if (!gift) notFound();
    const t = await getTranslations("member.gift");
    const description = t("cardText", { merchant: merchant.name });
    return giftHead({ token, name, written: gift.voucher.terms.name, description }, merchant);
  },
);

/** A gift as whoever has its link sees it: who gives what until when, or what became of it. */
export default orMissing(async ({ params, searchParams }: PageProps<"/g/[token]">) => {
  const { gift, scope, merchant, member, token } = await openGift((await params).token);
  if (!gift) notFound();
  const { refused } = await searchParams;
  return (
    <MemberFrame merchant={merchant} path={`/g/${token}`}>
      {gift.standing === "waiting" ? (
        <WaitingForYou {...{ gift, merchant, token, refused }} isSignedIn={member !== null}>
          {member ? <CannotUse {...{ scope, gift }} memberId={member.id} /> : null}
        </WaitingForYou>
      ) : (
        <GiftOver {...{ gift, merchant }} standing={gift.standing} />
      )}
    </MemberFrame>
  );
});
