import { ChevronRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { Link } from "./link";

export type Crumb = { label: string; href?: string };

type BreadcrumbProps = {
  items: readonly Crumb[];
  /** The address of this page: a crumb that leads elsewhere stays a link, even the last one. */
  currentHref?: string;
};

export function Breadcrumb({ items, currentHref }: BreadcrumbProps) {
  const t = useTranslations("ui");
  return (
    <nav aria-label={t("breadcrumb")} className="min-w-0 shrink-[20] max-sm:hidden">
      <ol className="flex min-w-0 items-center gap-1 text-sm">
        {items.map((item, index) => {
          const last = index === items.length - 1;
          const isHere = currentHref === undefined ? last : item.href === currentHref;
          return (
            <li key={item.href ?? item.label} className="flex min-w-0 items-center gap-1">
              {item.href && !isHere ? (
                <Link
                  href={item.href}
                  title={item.label}
                  className="truncate rounded-sm py-0.5 text-ink-2 hover:text-ink hover:underline"
                >
                  {item.label}
                </Link>
              ) : (
                <span
                  aria-current={isHere ? "page" : undefined}
                  title={item.label}
                  className="truncate text-ink"
                >
                  {item.label}
                </span>
              )}
              {last ? null : <ChevronRight aria-hidden="true" className="size-3.5 shrink-0 text-ink-3" />}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
