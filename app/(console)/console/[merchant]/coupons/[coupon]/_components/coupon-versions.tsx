import { useLocale, useTranslations } from "next-intl";
import { summarySentence } from "@/components/coupons/summary-sentence";
import { Card } from "@/components/ui/card";
import { StatusBadge } from "@/components/ui/status-badge";
import { Timeline } from "@/components/ui/timeline";
import type { CouponRow } from "@/lib/coupons/queries/coupons";
import type { couponVersions } from "@/lib/coupons/queries/history";
import { changedTerms } from "@/lib/coupons/rules/edit";
import { useFieldName } from "./field-words";

type CouponVersionsProps = {
  versions: Awaited<ReturnType<typeof couponVersions>>;
  coupon: CouponRow;
  stores: readonly { id: string; name: string }[];
  timeZone: string;
};

/** Each version of the terms in a sentence, with what it changed; the newest first (C16). */
export function CouponVersions({ versions, coupon, stores, timeZone }: CouponVersionsProps) {
  const t = useTranslations("coupons");
  const locale = useLocale();
  const fieldName = useFieldName();
  const { currency, claimLimit, productName, termsVersion } = coupon;
  const storeName = (id: string) => stores.find((store) => store.id === id)?.name;
  const items = versions.map(({ version, terms, createdAt, by }, index) => {
    const before = versions[index + 1]?.terms;
    const fields = Object.keys((before && changedTerms(before, terms)?.after) ?? {}).map(fieldName);
    const facts = { ...terms, currency, claimLimit, productName, storeName, timeZone };
    return {
      key: String(version),
      at: createdAt,
      by: by ?? undefined,
      title: (
        <span className="inline-flex items-center gap-2 font-[550]">
          {t("history.version", { version })}
          {version === termsVersion ? <StatusBadge status="active" label={t("history.current")} /> : null}
        </span>
      ),
      detail: (
        <div className="mt-1 grid gap-1">
          <p>
            {before
              ? t("history.changed", { fields: new Intl.ListFormat(locale).format(fields) })
              : t("history.first")}
          </p>
          <p className="text-ink">{summarySentence(facts, locale, t)}</p>
        </div>
      ),
    };
  });
  return (
    <Card title={t("history.versions")}>
      <p className="mb-4 text-sm text-ink-2">{t("history.versionsHelp")}</p>
      <Timeline items={items} timeZone={timeZone} />
    </Card>
  );
}
