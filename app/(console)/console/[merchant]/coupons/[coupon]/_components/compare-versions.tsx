import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import type { VersionTerms } from "@/lib/coupons/queries/history";
import { changedTerms } from "@/lib/coupons/rules/edit";
import { FieldChanges } from "./field-changes";
import { changesOf, type Names } from "./field-words";
import { VersionPicker } from "./version-picker";

type CompareVersionsProps = {
  /** Those of the two versions that are there. */
  terms: readonly VersionTerms[];
  from: number;
  to: number;
  latest: number;
  path: string;
  names: Names;
};

/** Any two versions of the terms, side by side: each field that differs, in words. */
export function CompareVersions({ terms, from, to, latest, path, names }: CompareVersionsProps) {
  const t = useTranslations("coupon-data.compare");
  const of = (version: number) => terms.find((one) => one.version === version)?.terms;
  const [before, after] = [of(from), of(to)];
  const changed = before && after ? changedTerms(before, after) : null;
  const changes = changed ? changesOf(changed.before, changed.after) : [];
  return (
    <Card title={t("title")}>
      <div className="grid gap-3">
        <VersionPicker path={path} latest={latest} from={from} to={to} />
        {changes.length === 0 ? (
          <p role="status" className="text-sm text-ink-2">
            {t(from === to ? "same" : "equal", { from, to })}
          </p>
        ) : (
          <div role="status" className="text-sm">
            <p className="text-ink-2">{t("count", { count: changes.length, from, to })}</p>
            <FieldChanges changes={changes} names={names} />
          </div>
        )}
      </div>
    </Card>
  );
}
