import { type ActivityFormValues, instantOf } from "@/components/activities/form-values";
import { periodWords } from "@/components/activities/period-words";
import { promised } from "@/components/activities/preflight";

type Translate = (key: string, values?: Record<string, string | number>) => string;

/** Who gets what by doing what, and how often. */
function howLines({ kind, rules, audience }: ActivityFormValues, t: Translate): string[] {
  const who = t(`audience.${audience.type}`);
  if (kind === "claim_page") {
    const how = t(rules.opensBy === "open" ? "whoOpens" : "whoTakes", { audience: who });
    return [how, rules.perMember ? t("perMember", { count: rules.perMember }) : ""];
  }
  return [
    t("who", { audience: who, count: rules.passwords.length }),
    rules.perMember ? t("perPassword", { count: rules.perMember }) : t("perPasswordFree"),
  ];
}

/** The activity in plain sentences. `t` reads activities.summary. What is not filled in yet is left out. */
export function summaryLines(values: ActivityFormValues, locale: string, t: Translate): string[] {
  const { rules, limits, timeZone } = values;
  const from = instantOf(values.startsAt, timeZone);
  const until = instantOf(values.endsAt, timeZone);
  const wins = rules.passwords.reduce((sum, row) => sum + Math.max(0, (row.inventory || 0) - row.issued), 0);
  const coupons = [...promised(values).values()].reduce((sum, count) => sum + count, 0);
  const lines = [
    from && until && from < until
      ? t("period", {
          period: periodWords(from, until, timeZone, locale),
          timeZone: timeZone.replaceAll("_", " "),
        })
      : "",
    ...howLines(values, t),
    limits.perMember ? t("perMember", { count: limits.perMember }) : "",
    limits.perMemberPerDay ? t("perDay", { count: limits.perMemberPerDay }) : "",
    limits.total ? t("total", { count: limits.total }) : "",
    coupons > 0 ? t("promised", { wins, coupons }) : "",
  ];
  return [...new Set(lines)].filter(Boolean);
}
