"use client";

import { useLocale, useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { useWatch } from "react-hook-form";
import { type DraftRule, isWhole } from "@/components/members/rule-builder";
import { type RuleNames, ruleWords } from "@/components/members/rule-words";
import type { ActionPlace } from "@/components/ui/action-result";
import { Card } from "@/components/ui/card";
import { previewGroupRule } from "@/lib/members/actions/labels";
import type { RulePreview as Preview } from "@/lib/members/queries/groups";
import { groupRuleSchema } from "@/lib/members/schema";
import { GroupSample } from "./group-sample";

type RulePreviewProps = { place: ActionPlace; name: string; names: RuleNames };
type Found = Preview | "counting" | "unknown" | "incomplete";

/** What a rule being written says and whom it reaches now, asked a moment after the last change. */
export function RulePreview({ place, name, names }: RulePreviewProps) {
  const t = useTranslations("organise.preview");
  const words = useTranslations("organise.rule");
  const locale = useLocale();
  const rule: DraftRule = useWatch({ name });
  const found = usePreview(rule, place);
  const parsed = groupRuleSchema.safeParse(rule);
  return (
    <Card title={t("title")}>
      <div className="grid gap-3 text-sm">
        <p className="wrap-anywhere text-ink">
          {parsed.success
            ? t("sentence", { words: ruleWords(parsed.data, names, locale, words) })
            : t("incomplete")}
        </p>
        <p role="status" className="font-medium text-ink">
          {typeof found === "string" ? t(found) : countWords(found, locale, t)}
        </p>
        {typeof found === "string" ? null : <GroupSample place={place} sample={found.sample} />}
      </div>
    </Card>
  );
}

type Translate = ReturnType<typeof useTranslations<"organise.preview">>;

const countWords = ({ count, capped }: Preview, locale: string, t: Translate) =>
  t("reaches", { count, shown: new Intl.NumberFormat(locale).format(count) + (capped ? "+" : "") });

function usePreview(rule: DraftRule, { merchant, store }: ActionPlace): Found {
  const [found, setFound] = useState<Found>("counting");
  const asked = JSON.stringify(rule);
  useEffect(() => {
    let current = true;
    const wanted: DraftRule = JSON.parse(asked);
    if (!isWhole(wanted)) {
      setFound("incomplete");
      return;
    }
    setFound((before) => (typeof before === "string" ? "counting" : before));
    const timer = setTimeout(() => {
      previewGroupRule({ merchant, store, input: { rule: wanted } }).then(
        (result) => current && setFound(result.ok ? result.value : "unknown"),
        () => current && setFound("unknown"),
      );
    }, 350);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [asked, merchant, store]);
  return found;
}
