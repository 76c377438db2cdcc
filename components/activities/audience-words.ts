import type { audienceOptions } from "@/lib/members/queries/audience";
import { type Audience, namesNobody } from "@/lib/members/schema/audience";

type Options = Awaited<ReturnType<typeof audienceOptions>>;
type Translate = (key: string, values?: Record<string, string | number>) => string;

/** Whom an audience names, one entry for each; `t` reads activities.audience. */
export function audienceWords(audience: Audience, options: Options, t: Translate): string[] {
  if (audience.type !== "match") return [t(audience.type)];
  if (namesNobody(audience)) return [t("nobody")];
  const tiers = options.plans.flatMap((plan) =>
    plan.tiers.map((tier) => ({ id: tier.id, name: t("tierOf", { plan: plan.name, tier: tier.name }) })),
  );
  const named = (ids: readonly string[], known: readonly { id: string; name: string }[], key: string) =>
    known.filter((one) => ids.includes(one.id)).map((one) => t(key, { name: one.name }));
  const picked = audience.memberIds.length;
  return [
    ...named(audience.planIds, options.plans, "plan"),
    ...named(audience.tierIds, tiers, "tier"),
    ...named(audience.groupIds, options.groups, "group"),
    ...named(audience.tagIds, options.tags, "tag"),
    ...(picked > 0 ? [t("picked", { count: picked })] : []),
  ];
}
