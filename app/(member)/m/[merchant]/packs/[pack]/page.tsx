import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { leadByChannel } from "@/app/(member)/_components/lead-by-channel";
import { MemberFrame } from "@/app/(member)/_components/member-frame";
import { orMissing, orMissingHead } from "@/app/(member)/_components/missing";
import { PackRefused } from "@/app/(member)/m/[merchant]/packs/_components/pack-refused";
import { BuyBar } from "@/app/(member)/m/[merchant]/packs/[pack]/_components/buy-bar";
import { packHead } from "@/app/(member)/m/[merchant]/packs/[pack]/_components/pack-head";
import { packImage } from "@/components/packs/pack-facts";
import { PackContentsView } from "@/components/packs/page-contents";
import { PackHead } from "@/components/packs/page-head";
import { PackRules } from "@/components/packs/page-rules";
import { PlainLink } from "@/components/ui/plain";
import { inLanguage } from "@/lib/kernel/language";
import { getMallPack } from "@/lib/packs/queries/mall";
import { visitorGate } from "@/lib/platform/auth/member-gates";
import { paymentProvider } from "@/lib/platform/payments/choose-provider";

type Props = PageProps<"/m/[merchant]/packs/[pack]">;

async function openPack(params: Props["params"]) {
  const { merchant: slug, pack: id } = await params;
  const visit = await visitorGate(slug);
  const pack = (await getMallPack(visit.scope, id)) ?? notFound();
  return { ...visit, pack: { ...pack, ...inLanguage(pack, await getLocale()) }, written: pack };
}

export const generateMetadata = orMissingHead(async ({ params }: Props): Promise<Metadata> => {
  const { pack, written, merchant } = await openPack(params);
  return packHead({ ...pack, written, image: packImage(pack) }, merchant);
});

export default orMissing(async ({ params, searchParams }: Props) => {
  const { scope, merchant, member, pack } = await openPack(params);
  const query = await leadByChannel(scope, { type: "pack", id: pack.id }, searchParams);
  const [now, t] = [new Date(), await getTranslations("pack-page.pack")];
  const [base, { timeZone }] = [`/m/${merchant.slug}/packs`, merchant];
  const hidden = {
    ...{ merchant: merchant.slug, pack: pack.id, requestId: randomUUID() },
    ...{ version: String(pack.contentsVersion), price: String(pack.priceMinor ?? 0) },
  };
  const canPay = paymentProvider() !== null;
  return (
    <MemberFrame
      merchant={merchant}
      path={`${base}/${pack.id}`}
      bottomBar={<BuyBar {...{ pack, hidden, now, timeZone, base, canPay }} isSignedIn={member !== null} />}
    >
      <PlainLink href={base} className="inline-flex min-h-11 items-center text-sm">
        ← {t("back")}
      </PlainLink>
      <PackRefused code={query.refused} />
      <PackHead {...{ pack, now, timeZone }} />
      <PackContentsView {...{ pack, now, timeZone }} />
      <PackRules {...{ pack, now, timeZone }} />
    </MemberFrame>
  );
});
