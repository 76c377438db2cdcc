import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { Timeline } from "@/components/ui/timeline";
import type { CouponRow } from "@/lib/coupons/queries/coupons";
import type { couponHistory } from "@/lib/coupons/queries/history";
import { changesOf, useFieldName, useFieldValue } from "./field-words";

type Entry = Awaited<ReturnType<typeof couponHistory>>[number];
type CouponLogProps = {
  entries: readonly Entry[];
  coupon: CouponRow;
  stores: readonly { id: string; name: string }[];
  timeZone: string;
};

/** Everything that was done to a coupon, each field from what to what. */
export function CouponLog({ entries, ...names }: CouponLogProps) {
  const t = useTranslations("coupons.history");
  const items = entries.map((entry) => {
    const key = `did.${entry.action.replace(".", "_")}`;
    return {
      key: entry.id,
      at: entry.at,
      by: entry.by ?? undefined,
      title: <span className="font-[550]">{t.has(key) ? t(key) : t("did.other")}</span>,
      detail: <Changes entry={entry} {...names} />,
    };
  });
  return (
    <Card title={t("log")}>
      {items.length === 0 ? (
        <p className="text-sm text-ink-2">{t("logEmpty")}</p>
      ) : (
        <Timeline items={items} timeZone={names.timeZone} />
      )}
    </Card>
  );
}

function Changes({ entry, ...names }: { entry: Entry } & Omit<CouponLogProps, "entries">) {
  const t = useTranslations("coupons.history");
  const fieldName = useFieldName();
  const fieldValue = useFieldValue(names);
  const isNew = entry.before === null;
  const changes = changesOf(entry.before, entry.after);
  if (changes.length === 0 || entry.action === "coupon.create") return null;
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
