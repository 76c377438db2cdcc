import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { MemberFrame } from "@/app/(member)/_components/member-frame";
import { orMissing } from "@/app/(member)/_components/missing";
import { Balances } from "@/app/(member)/m/[merchant]/me/_components/balances";
import { PlainButton, PlainCard, PlainLink } from "@/components/ui/plain";
import { PlainLanguage } from "@/components/ui/plain-language";
import { chooseLanguage, signOutMember, signOutMemberEverywhere } from "@/lib/members/actions";
import { memberGate } from "@/lib/platform/auth/member-gates";
import { formatPhone } from "@/lib/platform/phone";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("member.me");
  return { title: t("title"), robots: { index: false } };
}

export default orMissing(async ({ params }: PageProps<"/m/[merchant]/me">) => {
  const { scope, merchant, member } = await memberGate((await params).merchant);
  const t = await getTranslations("member.me");
  const orders = await getTranslations("shop.orders");
  const path = `/m/${merchant.slug}/me`;
  const facts = [
    { label: t("phone"), value: formatPhone(member.phone) },
    ...(member.name ? [{ label: t("name"), value: member.name }] : []),
    { label: t("merchant"), value: merchant.name },
    { label: t("language"), value: <PlainLanguage path={path} action={chooseLanguage} /> },
  ];
  return (
    <MemberFrame merchant={merchant} path={path} tab="me">
      <h1 className="text-xl font-[650]">{t("title")}</h1>
      <PlainCard>
        <dl className="divide-y divide-border">
          {facts.map(({ label, value }) => (
            <div key={label} className="flex min-h-12 items-center justify-between gap-4">
              <dt className="text-ink-2">{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </PlainCard>
      <Balances {...{ scope, merchant }} memberId={member.id} />
      <PlainLink href={`/m/${merchant.slug}/orders`} variant="secondary" block>
        {orders("link")}
      </PlainLink>
      <form action={signOutMember}>
        <input type="hidden" name="merchant" value={merchant.slug} />
        <PlainButton variant="secondary" block>
          {t("signOut")}
        </PlainButton>
      </form>
      <form action={signOutMemberEverywhere} className="grid gap-2">
        <input type="hidden" name="merchant" value={merchant.slug} />
        <PlainButton variant="ghost" block>
          {t("signOutEverywhere")}
        </PlainButton>
        <p className="text-center text-xs text-ink-2">{t("everywhereText")}</p>
      </form>
    </MemberFrame>
  );
});
