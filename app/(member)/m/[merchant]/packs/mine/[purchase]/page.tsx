import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { MemberFrame } from "@/app/(member)/_components/member-frame";
import { orMissing } from "@/app/(member)/_components/missing";
import { PackRefused } from "@/app/(member)/m/[merchant]/packs/_components/pack-refused";
import { AskPackRefund } from "@/app/(member)/m/[merchant]/packs/mine/[purchase]/_components/ask-pack-refund";
import { Coming } from "@/app/(member)/m/[merchant]/packs/mine/[purchase]/_components/coming";
import { LeadOn } from "@/app/(member)/m/[merchant]/packs/mine/[purchase]/_components/lead-on";
import { openPurchase } from "@/app/(member)/m/[merchant]/packs/mine/[purchase]/_components/open-purchase";
import { PackVouchers } from "@/app/(member)/m/[merchant]/packs/mine/[purchase]/_components/pack-vouchers";
import { PurchaseState } from "@/app/(member)/m/[merchant]/packs/mine/[purchase]/_components/purchase-state";
import { PackFace } from "@/components/packs/pack-face";
import { packImage } from "@/components/packs/pack-facts";
import { PlainLink } from "@/components/ui/plain";
import { inLanguage } from "@/lib/kernel/language";
import { paymentProvider } from "@/lib/platform/payments/choose-provider";

type Props = PageProps<"/m/[merchant]/packs/mine/[purchase]">;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("pack-shop.mine");
  return { title: t("title"), robots: { index: false } };
}

export default orMissing(async ({ params, searchParams }: Props) => {
  const { merchant, purchase, vouchers, redirect, now } = await openPurchase(params);
  const { said, refused, stay } = await searchParams;
  const [t, locale] = await Promise.all([getTranslations("pack-shop.mine"), getLocale()]);
  const main = { name: purchase.packName, description: purchase.packDescription };
  const { name, description } = inLanguage({ ...main, translations: purchase.packTranslations }, locale);
  const base = `/m/${merchant.slug}/packs/mine`;
  const here = `${base}/${purchase.id}`;
  const requestId = randomUUID();
  const hidden = {
    merchant: merchant.slug,
    purchase: purchase.id,
    requestId,
  };
  const image = packImage(purchase);
  const waits = said === "paying" && stay === undefined;
  return (
    <MemberFrame merchant={merchant} path={here} tab="coupons">
      <PlainLink href={base} className="inline-flex min-h-11 items-center text-sm">
        ← {t("title")}
      </PlainLink>
      <h1 className="text-xl font-[650]">{name}</h1>
      {image ? <PackFace chips={[]} image={image} wide /> : null}
      {description ? <p className="whitespace-pre-line">{description}</p> : null}
      <PackRefused code={refused} />
      <PurchaseState {...{ purchase, now, hidden, said }} canPay={paymentProvider() !== null} />
      {redirect ? <LeadOn href={`${here}/go`} stay={here} waits={waits} host={redirect.host} /> : null}
      <PackVouchers {...{ vouchers, now, merchant }} />
      <Coming purchase={purchase} />
      <AskPackRefund {...{ purchase, hidden }} />
    </MemberFrame>
  );
});
