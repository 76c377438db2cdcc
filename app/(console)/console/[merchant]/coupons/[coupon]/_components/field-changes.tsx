import { useTranslations } from "next-intl";
import { type FieldChange, type Names, useFieldName, useFieldValue } from "./field-words";

type FieldChangesProps = {
  changes: readonly FieldChange[];
  names: Names;
  /** There was nothing before. */
  isNew?: boolean;
};

/** Fields from what to what, in words. */
export function FieldChanges({ changes, names, isNew = false }: FieldChangesProps) {
  const t = useTranslations("coupons.history");
  const fieldName = useFieldName();
  const fieldValue = useFieldValue(names);
  return (
    <dl className="mt-1.5 grid gap-2 rounded-lg bg-sunken px-3 py-2">
      {changes.map(({ key, before, after }) => (
        <div key={key} className="grid gap-x-4 sm:grid-cols-[160px_1fr]">
          <dt className="text-ink-2">{fieldName(key)}</dt>
          <dd className="flex min-w-0 flex-wrap gap-x-2 wrap-anywhere text-ink">
            {isNew ? null : (
              <>
                <span className="sr-only">{t("before")}</span>
                <del className="text-ink-2">{fieldValue(key, before)}</del>
                <span aria-hidden="true">→</span>
                <span className="sr-only">{t("after")}</span>
              </>
            )}
            <ins className="no-underline">{fieldValue(key, after)}</ins>
          </dd>
        </div>
      ))}
    </dl>
  );
}
