import { useTranslations } from "next-intl";
import { cx } from "@/components/ui/class-names";
import { Link } from "@/components/ui/link";
import { type HomeRange, homeRanges } from "@/lib/analytics/schema";

const ranges = Object.keys(homeRanges) as HomeRange[];

/** The ranges that Home offers; which one is in its address. */
export function RangeLinks({ path, range }: { path: string; range: HomeRange }) {
  const t = useTranslations("home.figures");
  return (
    <nav aria-label={t("ranges")}>
      <ul className="flex gap-1 rounded-md bg-sunken p-0.5">
        {ranges.map((each) => (
          <li key={each}>
            <Link
              href={each === "7d" ? path : `${path}?range=${each}`}
              scroll={false}
              aria-current={each === range ? "true" : undefined}
              className={cx(
                "inline-flex h-7 items-center rounded px-2.5 text-xs font-medium",
                each === range ? "bg-surface text-ink shadow-e1" : "text-ink-2 hover:text-ink",
              )}
            >
              {t("days", { count: homeRanges[each] })}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
