import { useLocale, useTranslations } from "next-intl";
import { Link } from "@/components/ui/link";
import { type VoucherSort, type VoucherTab, voucherSorts, voucherTabs } from "@/lib/vouchers/queries";

type WalletHeadProps = {
  base: string;
  tab: VoucherTab;
  sort: VoucherSort;
  counts: Record<VoucherTab, number>;
};

/** Which coupons, and in which order: links, so that the choice is in the address. */
export function WalletHead({ base, tab, sort, counts }: WalletHeadProps) {
  const t = useTranslations("member.coupons");
  const number = new Intl.NumberFormat(useLocale());
  const href = (more: Record<string, string>) => `${base}?${new URLSearchParams({ tab, sort, ...more })}`;
  return (
    <div className="grid gap-3">
      <nav aria-label={t("tabsLabel")} className="segments">
        {voucherTabs.map((name) => (
          <Link key={name} href={href({ tab: name })} aria-current={name === tab ? "page" : undefined}>
            <span>
              {t(`tabs.${name}`)}{" "}
              <span className="text-xs">{counts[name] >= 1000 ? "1,000+" : number.format(counts[name])}</span>
            </span>
          </Link>
        ))}
      </nav>
      <nav aria-label={t("sortLabel")} className="flex flex-wrap gap-x-4 text-sm">
        {voucherSorts.map((name) => (
          <Link
            key={name}
            href={href({ sort: name })}
            aria-current={name === sort ? "true" : undefined}
            className="inline-flex min-h-11 items-center text-ink-2 aria-[current]:font-semibold aria-[current]:text-brand"
          >
            {t(`sorts.${name}`)}
          </Link>
        ))}
      </nav>
    </div>
  );
}
