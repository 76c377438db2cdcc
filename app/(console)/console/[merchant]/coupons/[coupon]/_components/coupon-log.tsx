import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { Timeline } from "@/components/ui/timeline";
import type { CouponRow } from "@/lib/coupons/queries/coupons";
import type { couponHistory } from "@/lib/coupons/queries/history";
import { FieldChanges } from "./field-changes";
import { changesOf } from "./field-words";

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
  const changes = changesOf(entry.before, entry.after);
  if (changes.length === 0 || entry.action === "coupon.create") return null;
  return <FieldChanges changes={changes} names={names} isNew={entry.before === null} />;
}
