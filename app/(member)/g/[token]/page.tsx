import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { MemberFrame } from "@/app/(member)/_components/member-frame";
import { orMissing, orMissingHead } from "@/app/(member)/_components/missing";
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
export default orMissing(async ({ params }: PageProps<"/g/[token]">) => {
  const { gift, merchant, member, token } = await openGift((await params).token);
  if (!gift) notFound();
  return (
    <MemberFrame merchant={merchant} path={`/g/${token}`}>
      {gift.standing === "waiting" ? (
        <WaitingForYou {...{ gift, merchant, token }} isSignedIn={member !== null} />
      ) : (
        <GiftOver {...{ gift, merchant }} standing={gift.standing} />
      )}
    </MemberFrame>
  );
});
