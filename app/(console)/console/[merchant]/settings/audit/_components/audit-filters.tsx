"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { consolePath } from "@/components/merchants/console-path";
import type { ActionPlace } from "@/components/ui/action-result";
import { ButtonLink } from "@/components/ui/button-link";
import { DateTimeField } from "@/components/ui/date-time";
import { asRoute } from "@/components/ui/link";
import { isNarrowed, type ListState, listHref } from "@/components/ui/list-state";
import { SearchBox } from "@/components/ui/search-box";
import { Select } from "@/components/ui/select";
import { auditActions, auditObjects, codeWords } from "./audit-words";

type AuditFiltersProps = {
  place: ActionPlace;
  state: ListState;
  people: readonly { id: string; name: string }[];
};

const ANY = "any";

/** Person, action, object and days; each choice is a new address. */
export function AuditFilters({ place, state, people }: AuditFiltersProps) {
  const t = useTranslations("audit");
  const actions = useTranslations("audit.actions");
  const objects = useTranslations("audit.objects");
  const router = useRouter();
  const base = consolePath(place, "settings", "audit");
  const choose = (key: string, value: string | null) => {
    const { [key]: _, ...rest } = state.filters;
    const filters = value === null || value === ANY ? rest : { ...rest, [key]: [value] };
    router.push(asRoute(listHref(base, state, { filters })), { scroll: false });
  };
  const select = (key: string, label: string, options: readonly { value: string; label: string }[]) => (
    <Select
      label={label}
      value={state.filters[key]?.[0] ?? ANY}
      onChange={(value) => choose(key, value)}
      options={[{ value: ANY, label: t("any") }, ...options]}
    />
  );
  const day = (key: "from" | "until") => (
    <DateTimeField
      label={t(key)}
      granularity="day"
      timeZone="UTC"
      zoneHidden
      value={state.filters[key]?.[0] ?? null}
      onChange={(value) => choose(key, value)}
    />
  );
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-center gap-2">
        <SearchBox basePath={base} state={state} placeholder={t("search")} />
        {isNarrowed(state) ? <ButtonLink href={base}>{t("clear")}</ButtonLink> : null}
      </div>
      <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-5">
        {select(
          "person",
          t("who"),
          people.map(({ id, name }) => ({ value: id, label: name })),
        )}
        {select(
          "action",
          t("action"),
          auditActions.map((code) => ({ value: code, label: codeWords(actions, code) })),
        )}
        {select(
          "object",
          t("object"),
          auditObjects.map((code) => ({ value: code, label: codeWords(objects, code) })),
        )}
        {day("from")}
        {day("until")}
      </div>
    </div>
  );
}
