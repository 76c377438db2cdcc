import { useLocale, useTranslations } from "next-intl";
import { cx } from "./class-names";
import { DensitySwitch } from "./density-switch";
import { Link } from "./link";
import { ListPages } from "./list-pages";
import { type ListState, listHref, pageSizes } from "./list-state";

/** Lists stop counting just past this and say "10,000+". */
const COUNT_CAP = 10_000;

/** How many rows there are, counted up to one past the cap. */
export type Total = number | { readonly count: number; readonly capped: boolean };

type PaginationProps = {
  basePath: string;
  state: ListState;
  total: Total | null;
  nextCursor: string | null;
};

/** Cursor pages, how many rows there are and how many are on a page. */
export function Pagination({ basePath, state, total, nextCursor }: PaginationProps) {
  const t = useTranslations("ui.list");
  const locale = useLocale();
  const count = typeof total === "number" ? Math.min(total, COUNT_CAP) : (total?.count ?? 0);
  const capped = typeof total === "number" ? total > COUNT_CAP : total?.capped;
  const plus = capped ? "+" : "";
  // Where nobody counts, another page says that there are more.
  const isLong = total === null ? Boolean(state.cursor ?? nextCursor) : count > 25;
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 text-sm text-ink-2">
      <span className="tabular">
        {total === null
          ? null
          : t("total", { count, shown: new Intl.NumberFormat(locale).format(count) + plus })}
      </span>
      <span className="flex-1" />
      <DensitySwitch />
      {isLong || state.size !== 25 ? (
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
      {state.cursor || nextCursor ? <ListPages {...{ basePath, state, nextCursor }} /> : null}
    </div>
  );
}
