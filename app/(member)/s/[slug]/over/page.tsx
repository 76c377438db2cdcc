import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { MemberFrame } from "@/app/(member)/_components/member-frame";
import { PlainLink } from "@/components/ui/plain";
import { requireLink } from "@/lib/platform/auth/member-gates";
import { requestFacts } from "@/lib/platform/request";
import { answerWithStatus } from "@/lib/platform/response-status";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("member.link");
  return { title: t("over"), robots: { index: false } };
}

/** What somebody sees who opens a short link that leads nowhere any more. */
export default async function LinkOverPage({ params }: PageProps<"/s/[slug]/over">) {
  const { slug } = await params;
  const merchant = await requireLink(slug);
  if (!merchant) notFound();
  const t = await getTranslations("member.link");
  answerWithStatus((await requestFacts()).requestId, 410);
  return (
    <MemberFrame merchant={merchant} path={`/s/${slug}/over`}>
      <section className="grid gap-3 py-10 text-center">
        <h1 className="text-xl font-[650]">{t("over")}</h1>
        <p className="text-ink-2">{t("overText", { merchant: merchant.name })}</p>
        <PlainLink href={`/m/${merchant.slug}`} variant="primary" block>
          {t("home", { merchant: merchant.name })}
        </PlainLink>
      </section>
    </MemberFrame>
  );
}
