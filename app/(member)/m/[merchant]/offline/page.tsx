import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AppHead } from "@/app/(member)/_components/app-head";
import { BrandStyle } from "@/app/(member)/_components/brand-style";
import { orMissing } from "@/app/(member)/_components/missing";
import { Retry } from "@/app/(member)/_components/retry";
import { SavedWallet } from "@/app/(member)/m/[merchant]/offline/_components/saved-wallet";
import { Icon } from "@/components/blocks/icon";
import { Link } from "@/components/ui/link";
import { PlainPage, PlainState } from "@/components/ui/plain";
import { visitorGate } from "@/lib/platform/auth/member-gates";
import { listMemberVouchers } from "@/lib/vouchers/queries";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("member.offline");
  return { title: t("title"), robots: { index: false } };
}

/** M-60: the wallet as the service worker saves it for whoever is signed in now (public/m/worker.js). */
export default orMissing(async ({ params }: PageProps<"/m/[merchant]/offline">) => {
  const { scope, merchant, member } = await visitorGate((await params).merchant);
  const t = await getTranslations("member.offline");
  const wallet = member
    ? await listMemberVouchers(scope, { memberId: member.id, tab: "available", limit: 50 })
    : null;
  return (
    <PlainPage
      header={
        <>
          <AppHead merchant={merchant} />
          <BrandStyle colour={merchant.brandColour} />
          <Link
            href={`/m/${merchant.slug}`}
            className="mr-auto inline-flex min-h-11 items-center gap-2 font-semibold text-ink no-underline"
          >
            <span className="text-brand">
              <Icon name="ticket" size={22} />
            </span>
            {merchant.name}
          </Link>
          <Retry />
        </>
      }
    >
      {wallet ? (
        <SavedWallet {...wallet} timeZone={merchant.timeZone} />
      ) : (
        <PlainState icon={<Icon name="cloud" />} title={t("title")} text={t("signedOut")} />
      )}
    </PlainPage>
  );
});
