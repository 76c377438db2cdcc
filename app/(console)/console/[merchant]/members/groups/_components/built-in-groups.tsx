import { useLocale, useTranslations } from "next-intl";
import { type RuleNames, ruleWords } from "@/components/members/rule-words";
import { consolePath } from "@/components/merchants/console-path";
import type { ActionPlace } from "@/components/ui/action-result";
import { builtInGroups } from "@/lib/members/rules";
import { GroupSize, type Sizes } from "./group-size";

/** The groups every merchant has; they may stand in any audience, and nobody can change them. */
export function BuiltInGroups({
  place,
  sizes,
  names,
}: {
  place: ActionPlace;
  sizes: Sizes;
  names: RuleNames;
}) {
  const t = useTranslations("organise.groups");
  const builtIn = useTranslations("audience.builtIn");
  const words = useTranslations("organise.rule");
  const locale = useLocale();
  return (
    <section aria-labelledby="built-in" className="grid gap-2">
      <h2 id="built-in" className="text-sm font-semibold text-ink">
        {t("builtIn")}
      </h2>
      <ul className="grid gap-3 sm:grid-cols-3">
        {builtInGroups.map(({ id, rule }) => (
          <li
            key={id}
            className="grid content-start gap-1 rounded-xl border border-border bg-surface p-4 shadow-e1"
          >
            <span className="flex items-baseline justify-between gap-3">
              <span className="text-md font-semibold text-ink">{builtIn(id)}</span>
              <GroupSize
                sizes={sizes}
                id={id}
                href={`${consolePath(place, "members")}?group=${id}`}
                label={t("showMembers", { name: builtIn(id) })}
              />
            </span>
            <span className="text-xs text-ink-2">{ruleWords(rule, names, locale, words)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
