import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { MemberFrame } from "@/app/(member)/_components/member-frame";
import { orMissing } from "@/app/(member)/_components/missing";
import { CodeBox } from "@/app/(member)/m/[merchant]/coupons/_components/code-box";
import { InstallCard } from "@/app/(member)/m/[merchant]/coupons/_components/install-card";
import { WalletHead } from "@/app/(member)/m/[merchant]/coupons/_components/wallet-head";
import { WalletList } from "@/app/(member)/m/[merchant]/coupons/_components/wallet-list";
import { WalletPages } from "@/app/(member)/m/[merchant]/coupons/_components/wallet-pages";
import { PlainLink } from "@/components/ui/plain";
import { findHolding } from "@/lib/orders/find-holding";
import { memberGate } from "@/lib/platform/auth/member-gates";
import { countMemberVouchers, listMemberVouchers, voucherSorts, voucherTabs } from "@/lib/vouchers/queries";
import { countGivenAway } from "@/lib/vouchers/queries/gifts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("member.coupons");
  return { title: t("title"), robots: { index: false } };
}

const away = "inline-flex min-h-11 items-center text-sm";

export default orMissing(async ({ params, searchParams }: PageProps<"/m/[merchant]/coupons">) => {
  const { scope, merchant, member } = await memberGate((await params).merchant);
  const asked = await searchParams;
  const tab = voucherTabs.find((name) => name === asked.tab) ?? "available";
  const sort = voucherSorts.find((name) => name === asked.sort) ?? "ending";
  const cursor = typeof asked.cursor === "string" ? asked.cursor : null;
  const [{ rows, nextCursor, now }, counts, given] = await Promise.all([
    listMemberVouchers(scope, { memberId: member.id, tab, sort, cursor }),
    countMemberVouchers(scope, member.id),
    countGivenAway(scope, member.id),
  ]);
  const t = await getTranslations("member.coupons");
  const base = `/m/${merchant.slug}/coupons`;
  const here = (more: Record<string, string>) => `${base}?${new URLSearchParams({ tab, sort, ...more })}`;
  return (
    <MemberFrame merchant={merchant} path={base} tab="coupons">
      <div className="flex flex-wrap items-center justify-between gap-x-4">
        <h1 className="text-xl font-[650]">{t("title")}</h1>
        <span className="flex flex-wrap gap-x-4">
          {given > 0 ? (
            <PlainLink href={`${base}/given`} className={away}>
              {t("given", { count: given })}
            </PlainLink>
          ) : null}
          <PlainLink href={`/m/${merchant.slug}/packs/mine`} className={away}>
            {t("packs")}
          </PlainLink>
        </span>
      </div>
      {tab === "available" && !cursor ? <CodeBox merchant={merchant.slug} requestId={randomUUID()} /> : null}
      <WalletHead base={base} tab={tab} sort={sort} counts={counts} />
      <InstallCard merchant={merchant} counts={counts} />
      <WalletList {...{ rows, tab, sort, now, merchant }} held={await findHolding(scope, rows)} />
      <WalletPages more={nextCursor ? here({ cursor: nextCursor }) : null} first={cursor ? here({}) : null} />
    </MemberFrame>
  );
});
