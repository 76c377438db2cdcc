import { useLocale, useTranslations } from "next-intl";
import { ButtonLink } from "./button-link";
import { cx } from "./class-names";
import { DensitySwitch } from "./density-switch";
import { Link } from "./link";
import { type ListState, listHref, pageSizes } from "./list-state";

type PaginationProps = {
  basePath: string;
  state: ListState;
  total: number | null;
  nextCursor: string | null;
};

/** Cursor pages: on with "next", back with the browser or to the first page. */
export function Pagination({ basePath, state, total, nextCursor }: PaginationProps) {
  const t = useTranslations("ui.list");
  const locale = useLocale();
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 text-sm text-ink-2">
      <span className="tabular">
        {total === null
          ? null
          : t("total", { count: total, shown: new Intl.NumberFormat(locale).format(total) })}
      </span>
      <span className="flex-1" />
      <DensitySwitch />
      {(total ?? 0) > 25 || state.size !== 25 ? (
        <nav aria-label={t("pageSize")} className="flex items-center gap-0.5">
          {pageSizes.map((size) => (
            <Link
              key={size}
              href={listHref(basePath, state, { size })}
              aria-current={size === state.size ? "true" : undefined}
              className={cx(
                "tabular inline-flex h-7 min-w-8 items-center justify-center rounded-md px-1.5 text-xs",
                size === state.size ? "bg-sunken font-semibold text-ink" : "hover:text-ink",
              )}
            >
              {size}
            </Link>
          ))}
        </nav>
      ) : null}
      {state.cursor || nextCursor ? (
        <nav aria-label={t("pages")} className="flex items-center gap-2">
          {state.cursor ? (
            <ButtonLink size="sm" href={listHref(basePath, state)}>
              {t("firstPage")}
            </ButtonLink>
          ) : null}
          {nextCursor ? (
            <ButtonLink size="sm" href={listHref(basePath, state, { cursor: nextCursor })}>
              {t("nextPage")}
            </ButtonLink>
          ) : null}
        </nav>
      ) : null}
    </div>
  );
}
