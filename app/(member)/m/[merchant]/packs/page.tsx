import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { MemberFrame } from "@/app/(member)/_components/member-frame";
import { orMissing } from "@/app/(member)/_components/missing";
import { openPlaced, Placed } from "@/app/(member)/m/[merchant]/_components/placed";
import { MallList } from "@/app/(member)/m/[merchant]/packs/_components/mall-list";
import { PlainLink } from "@/components/ui/plain";
import { listMall, mallSorts } from "@/lib/packs/queries/mall";
import { visitorGate } from "@/lib/platform/auth/member-gates";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("pack-shop.mall");
  return { title: t("title"), robots: { index: false } };
}

export default orMissing(async ({ params, searchParams }: PageProps<"/m/[merchant]/packs">) => {
  const { scope, merchant } = await visitorGate((await params).merchant);
  const asked = await searchParams;
  const sort = mallSorts.find((one) => one === asked.sort) ?? "newest";
  const page = /^[1-9]\d?$/.test(String(asked.page)) ? Number(asked.page) : 1;
  const [now, placed] = [new Date(), openPlaced(scope, { slot: "mall" })];
  const { rows, hasMore } = await listMall(scope, { sort, page, now });
  const t = await getTranslations("pack-shop.mall");
  const home = `/m/${merchant.slug}`;
  const base = `${home}/packs`;
  const { timeZone } = merchant;
  return (
    <MemberFrame merchant={merchant} path={base} tab="home">
      <div className="flex flex-wrap items-center justify-between gap-x-4">
        <h1 className="text-xl font-[650]">{t("title")}</h1>
        <PlainLink href={`${base}/mine`} className="inline-flex min-h-11 items-center text-sm">
          {t("mine")}
        </PlainLink>
      </div>
      <Placed opened={placed} />
      <MallList {...{ rows, home, base, sort, page, hasMore, timeZone, now }} />
    </MemberFrame>
  );
});
