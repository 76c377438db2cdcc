import { History } from "lucide-react";
import { useFormatter, useLocale, useTranslations } from "next-intl";
import { changedFields, type FieldChange } from "@/components/activities/changed-fields";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Timeline } from "@/components/ui/timeline";
import type { activityHistory } from "@/lib/activities/queries/activities";

type Entries = Awaited<ReturnType<typeof activityHistory>>;

/** Who did what to an activity, from what to what. */
export function ActivityHistory({ entries, timeZone }: { entries: Entries; timeZone: string }) {
  const t = useTranslations("activities.history");
  if (entries.length === 0) {
    return (
      <Card>
        <EmptyState icon={<History className="size-6" />} title={t("empty")} text={t("emptyText")} />
      </Card>
    );
  }
  return (
    <Card title={t("title")}>
      <Timeline
        timeZone={timeZone}
        items={entries.map((entry) => ({
          key: entry.id,
          title: t.has(`done.${entry.action.replace("activity.", "")}`)
            ? t(`done.${entry.action.replace("activity.", "")}`)
            : entry.action,
          at: entry.at,
          by: entry.by ?? t("system"),
          detail: <Changes changes={changedFields(entry)} timeZone={timeZone} />,
        }))}
      />
    </Card>
  );
}

/** Whether a value can be told in a word; lists and rules are only said to have changed. */
const isPlain = (value: unknown) => value === null || typeof value !== "object";

function Changes({ changes, timeZone }: { changes: readonly FieldChange[]; timeZone: string }) {
  const t = useTranslations("activities.history");
  const locale = useLocale();
  const format = useFormatter();
  if (changes.length === 0) return null;
  const nameOf = (field: string) => (t.has(`fields.${field}`) ? t(`fields.${field}`) : field);
  const show = (value: unknown): string => {
    if (value === null || value === undefined || value === "") return t("nothing");
    if (typeof value === "boolean") return t(value ? "yes" : "no");
    if (typeof value === "number") return format.number(value);
    if (typeof value !== "string") return "";
    const at = /^\d{4}-\d{2}-\d{2}T/.test(value) ? new Date(value) : null;
    return at
      ? new Intl.DateTimeFormat(locale, {
          dateStyle: "medium",
          timeStyle: "short",
          hourCycle: "h23",
          timeZone,
        }).format(at)
      : value;
  };
  return (
    <ul className="mt-1 grid gap-0.5 text-xs">
      {changes.map(({ field, before, after }) => (
        <li key={field} className="wrap-anywhere">
          {isPlain(before) && isPlain(after)
            ? t("change", { field: nameOf(field), before: show(before), after: show(after) })
            : t("fieldChanged", { field: nameOf(field) })}
        </li>
      ))}
    </ul>
  );
}
