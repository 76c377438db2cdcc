import { useTranslations } from "next-intl";
import { MallCard, type MallRow } from "@/app/(member)/m/[merchant]/packs/_components/mall-card";
import { Icon } from "@/components/blocks/icon";
import { Link } from "@/components/ui/link";
import { PlainLink, PlainState } from "@/components/ui/plain";
import { type MallSort, mallSorts } from "@/lib/packs/queries/mall";

type MallListProps = {
  rows: readonly MallRow[];
  /** The merchant's home, and the mall itself. */
  home: string;
  base: string;
  sort: MallSort;
  page: number;
  hasMore: boolean;
  timeZone: string;
  now: Date;
};

/** A page of the mall: in which order as links, the packs two in a row, and the way on. */
export function MallList({ rows, home, base, sort, page, hasMore, timeZone, now }: MallListProps) {
  const t = useTranslations("pack-shop.mall");
  const here = (more: Record<string, string>) => `${base}?${new URLSearchParams({ sort, ...more })}`;
  if (rows.length === 0) {
    return (
      <PlainState
        headingLevel={2}
        icon={<Icon name="gift" />}
        title={t(page > 1 ? "beyond" : "empty")}
        text={t(page > 1 ? "beyondText" : "emptyText")}
        action={
          <PlainLink href={page > 1 ? here({}) : home} variant="secondary">
            {t(page > 1 ? "first" : "home")}
          </PlainLink>
        }
      />
    );
  }
  return (
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
          <MallCard key={pack.id} {...{ pack, base, now, timeZone }} />
        ))}
      </ul>
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
    </>
  );
}
