"use client";

import { useTranslations } from "next-intl";
import { useCallback, useEffect, useRef, useState } from "react";
import { AudienceMembers, type PickedMember } from "@/components/members/audience-members";
import { withGroupNames } from "@/components/members/group-names";
import type { ActionPlace } from "@/components/ui/action-result";
import { Button } from "@/components/ui/button";
import { MultiSelect } from "@/components/ui/multi-select";
import { loadAudience } from "@/lib/members/actions";
import type { AudienceOptions } from "@/lib/members/queries/audience";
import type { Audience } from "@/lib/members/schema/audience";

type Match = Extract<Audience, { type: "match" }>;
type Options = AudienceOptions & { members: PickedMember[] };

type AudienceMatchProps = {
  value: Match;
  onChange: (audience: Audience) => void;
  where: ActionPlace;
  error?: string;
  isDisabled?: boolean;
};

/** The lists an audience of chosen members is made of; being in any of them is enough. */
export function AudienceMatch({ value, onChange, where, error, isDisabled }: AudienceMatchProps) {
  const t = useTranslations("audience");
  const builtIn = useTranslations("audience.builtIn");
  const { options, failed, load } = useOptions(value, where);
  if (failed) {
    return (
      <p role="alert" className="flex flex-wrap items-center gap-3 text-sm text-danger">
        {t("failed")}
        <Button size="sm" onPress={load}>
          {t("retry")}
        </Button>
      </p>
    );
  }
  if (!options) return <p className="text-sm text-ink-2">{t("loading")}</p>;
  const list = (key: "planIds" | "tierIds" | "groupIds" | "tagIds", label: string, choices: Choice[]) =>
    choices.length === 0 ? null : (
      <MultiSelect
        label={label}
        value={value[key]}
        onChange={(ids) => onChange({ ...value, [key]: ids })}
        options={choices.map(({ id, name }) => ({ value: id, label: name }))}
        isDisabled={isDisabled}
      />
    );
  const tiers = options.plans.flatMap((plan) =>
    plan.tiers.map((tier) => ({ id: tier.id, name: t("tierOf", { plan: plan.name, tier: tier.name }) })),
  );
  return (
    <div className="grid gap-4 rounded-xl border border-border bg-sunken/50 p-4">
      <p className={error ? "text-sm text-danger" : "text-sm text-ink-2"}>{error ?? t("any")}</p>
      <div className="grid items-start gap-4 sm:grid-cols-2">
        {list("planIds", t("plans"), options.plans)}
        {list("tierIds", t("tiers"), tiers)}
        {list("groupIds", t("groups"), withGroupNames(options, builtIn).groups)}
        {list("tagIds", t("tags"), options.tags)}
      </div>
      <AudienceMembers
        memberIds={value.memberIds}
        known={options.members}
        onChange={(memberIds) => onChange({ ...value, memberIds })}
        where={where}
        isDisabled={isDisabled}
      />
    </div>
  );
}

type Choice = { id: string; name: string };

function useOptions(value: Match, { merchant, store }: ActionPlace) {
  const [options, setOptions] = useState<Options | null>(null);
  const [failed, setFailed] = useState(false);
  const picked = useRef(value.memberIds);
  const load = useCallback(() => {
    setFailed(false);
    loadAudience({ merchant, store, input: { memberIds: picked.current } }).then(
      (result) => (result.ok ? setOptions(result.value) : setFailed(true)),
      () => setFailed(true),
    );
  }, [merchant, store]);
  useEffect(load, [load]);
  return { options, failed, load };
}
