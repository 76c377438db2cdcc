import { useTranslations } from "next-intl";
import { beginPath } from "@/components/coupons/begin-path";
import { PresetCards } from "@/components/coupons/preset-cards";
import { Link } from "@/components/ui/link";
import type { TemplateRow } from "@/lib/coupons/queries/templates";

/** Of the merchant's own templates so many are named here; all are on their page. */
const MOST_NAMED = 12;

type FromTemplateProps = {
  basePath: string;
  templates: readonly TemplateRow[];
  currency: string;
  timeZone: string;
};

/** Below the types: coupons to begin from. */
export function FromTemplate({ basePath, templates, currency, timeZone }: FromTemplateProps) {
  const t = useTranslations("templates");
  return (
    <section aria-labelledby="from-template" className="grid gap-3">
      <div className="flex flex-wrap items-baseline justify-between gap-2">
        <h2 id="from-template" className="text-lg font-semibold text-ink">
          {t("orFrom")}
        </h2>
        <Link href={`${basePath}/templates`} className="text-sm text-brand hover:underline">
          {t("all")}
        </Link>
      </div>
      {templates.length > 0 ? (
        <ul className="flex flex-wrap gap-2">
          {templates.slice(0, MOST_NAMED).map(({ id, name, coupon }) => (
            <li key={id} className="max-w-full">
              <Link
                href={beginPath(basePath, coupon.benefit.type, { template: id })}
                className="block truncate rounded-md border border-border bg-surface px-3 py-1.5 text-sm text-ink hover:border-border-strong"
              >
                {name}
              </Link>
            </li>
          ))}
        </ul>
      ) : null}
      <PresetCards {...{ basePath, currency, timeZone }} />
    </section>
  );
}
