import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { MemberFrame } from "@/app/(member)/_components/member-frame";
import { orMissing } from "@/app/(member)/_components/missing";
import { OwnPacks } from "@/app/(member)/m/[merchant]/packs/mine/_components/own-packs";
import { listOwnPacks } from "@/lib/packs/queries/mall";
import { memberGate } from "@/lib/platform/auth/member-gates";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("pack-shop.mine");
  return { title: t("title"), robots: { index: false } };
}

export default orMissing(async ({ params, searchParams }: PageProps<"/m/[merchant]/packs/mine">) => {
  const { scope, merchant } = await memberGate((await params).merchant);
  const { cursor: asked } = await searchParams;
  const cursor = typeof asked === "string" ? asked : null;
  const now = new Date();
  const { rows, nextCursor } = await listOwnPacks(scope, { cursor, now });
  const t = await getTranslations("pack-shop.mine");
  const mall = `/m/${merchant.slug}/packs`;
  const base = `${mall}/mine`;
  return (
    <MemberFrame merchant={merchant} path={base} tab="coupons">
      <h1 className="text-xl font-[650]">{t("title")}</h1>
      <OwnPacks {...{ rows, base, mall, cursor, nextCursor, now }} />
    </MemberFrame>
  );
});
