import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { MemberFrame } from "@/app/(member)/_components/member-frame";
import { orMissing, orMissingHead } from "@/app/(member)/_components/missing";
import { hostOf } from "@/components/blocks/rich-text";
import { PlainLink } from "@/components/ui/plain";
import { isLink } from "@/lib/activities/schema/scalars";
import { findLeadsTo } from "@/lib/merchants/queries";
import { checkRedirect } from "@/lib/packs/check-redirect";
import { visitorGate } from "@/lib/platform/auth/member-gates";
import { goTo } from "@/lib/platform/go-to";

type Props = PageProps<"/m/[merchant]/out">;

export const generateMetadata = orMissingHead(async ({ params }: Props): Promise<Metadata> => {
  await visitorGate((await params).merchant);
  const t = await getTranslations("member.out");
  return { title: t("title"), robots: { index: false, follow: false } };
});

/**
 * Where a link of a merchant's page to another site is looked at again when it is pressed (S-26): it leads on to a host
 * that a group admin has allowed; before any other it stops, and names it as it is asked for.
 */
export default orMissing(async ({ params, searchParams }: Props) => {
  const { scope, merchant } = await visitorGate((await params).merchant);
  const { to } = await searchParams;
  const host = typeof to === "string" && to.length <= 500 && isLink(to) ? hostOf(to) : null;
  if (typeof to !== "string" || host === null) notFound();
  const allowed = checkRedirect(to, await findLeadsTo(scope));
  if (allowed?.type === "out") goTo(allowed.url);
  const t = await getTranslations("member.out");
  const here = `/m/${merchant.slug}/out?${new URLSearchParams({ to })}`;
  return (
    <MemberFrame merchant={merchant} path={here}>
      <section className="grid gap-4 py-10 text-center">
        <h1 className="text-xl font-[650]">{t("title")}</h1>
        <p className="text-ink-2">{t("text", { merchant: merchant.name })}</p>
        <p className="text-lg font-semibold break-all">{host}</p>
        <a className="p-button p-button--block" href={to} rel="nofollow noreferrer">
          {t("go", { host })}
        </a>
        <PlainLink href={`/m/${merchant.slug}`} variant="secondary" block>
          {t("stay", { merchant: merchant.name })}
        </PlainLink>
      </section>
    </MemberFrame>
  );
});
