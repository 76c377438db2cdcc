"use client";

import { useTranslations } from "next-intl";
import { LabelChip } from "@/components/members/label-chip";
import type { ActionPlace } from "@/components/ui/action-result";
import { Select } from "@/components/ui/select";
import { useUndoable } from "@/components/ui/use-undoable";
import { setMemberTier } from "@/lib/members/actions/directory";

type TierSelectProps = {
  place: ActionPlace;
  memberId: string;
  plan: { id: string; name: string; tiers: readonly { id: string; name: string; colour: string }[] };
  held: string | null;
  mayEdit: boolean;
};

/** The one tier a member holds in a plan: given, changed and taken by choosing. */
export function TierSelect({ place, memberId, plan, held, mayEdit }: TierSelectProps) {
  const t = useTranslations("members.profile");
  const { start, pending } = useUndoable(setMemberTier, place);
  if (!mayEdit) {
    const tier = plan.tiers.find((one) => one.id === held);
    return (
      <p className="flex flex-wrap items-center gap-2 text-sm text-ink-2">
        {plan.name}
        {tier ? <LabelChip name={tier.name} colour={tier.colour} /> : t("none")}
      </p>
    );
  }
  const choose = async (value: string) => {
    const tierId = value === "none" ? null : value;
    if (tierId === held) return;
    const of = { memberId, planId: plan.id };
    await start({ input: { ...of, tierId }, said: t("tierSaved"), back: { ...of, tierId: held } });
  };
  return (
    <Select
      label={plan.name}
      value={held ?? "none"}
      isDisabled={pending}
      onChange={(value) => void choose(value)}
      options={[
        { value: "none", label: t("noTier") },
        ...plan.tiers.map(({ id, name }) => ({ value: id, label: name })),
      ]}
    />
  );
}
