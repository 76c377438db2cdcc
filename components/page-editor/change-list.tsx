"use client";

import { useTranslations } from "next-intl";
import { countChanges, type PageChanges } from "@/lib/activities/rules/page-changes";
import { useBlockNames } from "./section-list";

/** What is different, in words; `none`: what is said where nothing is. */
export function ChangeList({ changes, none }: { changes: PageChanges; none: string }) {
  const t = useTranslations("page-editor");
  const name = useBlockNames();
  if (countChanges(changes) === 0) return <p className="text-sm text-ink-2">{none}</p>;
  const groups = (["added", "removed", "edited"] as const).filter((group) => changes[group].length > 0);
  return (
    <ul className="grid list-disc gap-1 pl-5 text-sm">
      {groups.map((group) => (
        <li key={group}>{t(`changes.${group}`, { names: changes[group].map(name).join(" · ") })}</li>
      ))}
      {changes.reordered ? <li>{t("changes.reordered")}</li> : null}
      {changes.theme.length > 0 ? (
        <li>{t("changes.theme", { names: changes.theme.map((key) => t(`tokens.${key}`)).join(" · ") })}</li>
      ) : null}
    </ul>
  );
}
