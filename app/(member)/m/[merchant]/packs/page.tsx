import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { MemberFrame } from "@/app/(member)/_components/member-frame";
import { orMissing } from "@/app/(member)/_components/missing";
import { MallCard } from "@/app/(member)/m/[merchant]/packs/_components/mall-card";
import { Icon } from "@/components/blocks/icon";
import { Link } from "@/components/ui/link";
import { PlainLink, PlainState } from "@/components/ui/plain";
import { listMall, mallSorts } from "@/lib/packs/queries/mall";
import { visitorGate } from "@/lib/platform/auth/member-gates";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("pack-shop.mall");
  return { title: t("title"), robots: { index: false } };
}

export default orMissing(async ({ params, searchParams }: PageProps<"/m/[merchant]/packs">) => {
  const { scope, merchant, member } = await visitorGate((await params).merchant);
  const asked = await searchParams;
  const sort = mallSorts.find((one) => one === asked.sort) ?? "newest";
  const page = /^[1-9]\d?$/.test(String(asked.page)) ? Number(asked.page) : 1;
  const now = new Date();
  const { rows, hasMore } = await listMall(scope, { sort, page, now });
  const t = await getTranslations("pack-shop.mall");
  const base = `/m/${merchant.slug}/packs`;
  const here = (more: Record<string, string>) => `${base}?${new URLSearchParams({ sort, ...more })}`;
  return (
    <MemberFrame merchant={merchant} path={base} tab="home">
      <div className="flex flex-wrap items-center justify-between gap-x-4">
        <h1 className="text-xl font-[650]">{t("title")}</h1>
        {member ? (
          <PlainLink href={`${base}/mine`} className="inline-flex min-h-11 items-center text-sm">
            {t("mine")}
          </PlainLink>
        ) : null}
      </div>
      {rows.length === 0 ? (
        <PlainState
          headingLevel={2}
          icon={<Icon name="gift" />}
          title={t("empty")}
          text={t("emptyText")}
          action={
            <PlainLink href={`/m/${merchant.slug}`} variant="secondary">
              {t("home")}
            </PlainLink>
          }
        />
      ) : (
        <>
          <nav aria-label={t("sortLabel")} className="flex flex-wrap gap-x-4 text-sm">
            {mallSorts.map((name) => (
              <Link
                key={name}
                href={here({ sort: name })}
                aria-current={name === sort ? "true" : undefined}
                className="inline-flex min-h-11 items-center text-ink-2 aria-[current]:font-semibold aria-[current]:text-brand"
              >
                {t(`sorts.${name}`)}
              </Link>
            ))}
          </nav>
          <ul className="grid grid-cols-2 gap-3">
            {rows.map((pack) => (
              <MallCard key={pack.id} {...{ pack, base, now }} timeZone={merchant.timeZone} />
            ))}
          </ul>
        </>
      )}
      {hasMore ? (
        <PlainLink href={here({ page: String(page + 1) })} variant="secondary" block>
          {t("more")}
        </PlainLink>
      ) : null}
      {page > 1 ? (
        <PlainLink href={here({})} variant="ghost" block>
          {t("first")}
        </PlainLink>
      ) : null}
    </MemberFrame>
  );
});
