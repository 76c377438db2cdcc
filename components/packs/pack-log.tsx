import { History } from "lucide-react";
import { useFormatter, useLocale, useTranslations } from "next-intl";
import { changedFields } from "@/components/activities/changed-fields";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Timeline } from "@/components/ui/timeline";
import type { PackEvent } from "@/lib/packs/queries/about-purchases";

/** Everything that was done to a pack or to a purchase of it and by whom, each field from what to what. */
export function PackLog({ entries, timeZone }: { entries: readonly PackEvent[]; timeZone: string }) {
  const t = useTranslations("packs.history");
  const audit = useTranslations("audit.actions");
  if (entries.length === 0) {
    return (
      <Card>
        <EmptyState icon={<History className="size-6" />} title={t("empty")} />
      </Card>
    );
  }
  const did = (action: string) => {
    const key = action.replace(".", "_");
    return audit.has(key) ? audit(key) : t("other");
  };
  return (
    <Card title={t("title")}>
      <Timeline
        timeZone={timeZone}
        items={entries.map((entry) => ({
          key: entry.id,
          title: <span className="font-[550]">{did(entry.action)}</span>,
          at: entry.at,
          by: entry.by ?? t(entry.actorType === "member" ? "member" : "system"),
          detail: <Changes entry={entry} timeZone={timeZone} />,
        }))}
      />
    </Card>
  );
}

function Changes({ entry, timeZone }: { entry: PackEvent; timeZone: string }) {
  const t = useTranslations("packs.history");
  const say = useValueWords(timeZone);
  const changes = changedFields(entry);
  if (changes.length === 0) return null;
  return (
    <dl className="mt-1.5 grid gap-2 rounded-lg bg-sunken px-3 py-2">
      {changes.map(({ field, before, after }) => {
        const words = [say(before), say(after)];
        return (
          <div key={field} className="grid gap-x-4 sm:grid-cols-[160px_1fr]">
            <dt className="text-ink-2">{t.has(`fields.${field}`) ? t(`fields.${field}`) : field}</dt>
            <dd className="flex min-w-0 flex-wrap gap-x-2 wrap-anywhere text-ink">
              {words.every((word) => word !== null) ? (
                <>
                  <span className="sr-only">{t("before")}</span>
                  <del className="text-ink-2">{words[0]}</del>
                  <span aria-hidden="true">→</span>
                  <span className="sr-only">{t("after")}</span>
                  <ins className="no-underline">{words[1]}</ins>
                </>
              ) : (
                t("changed")
              )}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

/** A value in words; null for a list or a rule, which is only said to have changed. */
function useValueWords(timeZone: string): (value: unknown) => string | null {
  const t = useTranslations("packs.history");
  const locale = useLocale();
  const format = useFormatter();
  const time = new Intl.DateTimeFormat(locale, {
    ...{ dateStyle: "medium", timeStyle: "short", hourCycle: "h23", timeZone },
  });
  return (value) => {
    if (value === null || value === undefined || value === "") return t("nothing");
    if (typeof value === "boolean") return t(value ? "yes" : "no");
    if (typeof value === "number") return format.number(value);
    if (typeof value !== "string") return null;
    return /^\d{4}-\d{2}-\d{2}T/.test(value) ? time.format(new Date(value)) : value;
  };
}
