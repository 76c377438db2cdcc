"use client";

import { useTranslations } from "next-intl";
import { AudienceMatch } from "@/components/members/audience-match";
import { AudienceReach, type ReachOf } from "@/components/members/audience-reach";
import type { ActionPlace } from "@/components/ui/action-result";
import { RadioGroup } from "@/components/ui/radio-group";
import { type Audience, audienceSchema } from "@/lib/members/schema/audience";

export type AudiencePickerProps = {
  value: Audience;
  onChange: (audience: Audience) => void;
  merchant: string;
  store?: string | null;
  label?: string;
  error?: string;
  isDisabled?: boolean;
  /** Who is counted, where it is not all members whom it lets in. */
  reachOf?: ReachOf;
};

const kinds = ["all", "new", "existing", "match"] as const;

/** For whom something is (M5): the one place in the console where an audience is chosen, with how many it reaches. */
export function AudiencePicker({
  value,
  onChange,
  merchant,
  store = null,
  label,
  error,
  isDisabled,
  reachOf,
}: AudiencePickerProps) {
  const t = useTranslations("audience");
  const where: ActionPlace = { merchant, store };
  const choose = (kind: string) => {
    if (kind !== value.type) onChange(audienceSchema.parse({ type: kind }));
  };
  return (
    <div className="grid gap-3">
      <RadioGroup
        label={label ?? t("label")}
        variant="cards"
        value={value.type}
        onChange={choose}
        error={value.type === "match" ? undefined : error}
        isDisabled={isDisabled}
        options={kinds.map((kind) => ({
          value: kind,
          label: t(kind),
          description: kind === "all" ? undefined : t(`${kind}Help`),
        }))}
      />
      {value.type === "match" ? (
        <AudienceMatch
          value={value}
          onChange={onChange}
          where={where}
          error={error}
          isDisabled={isDisabled}
        />
      ) : null}
      <AudienceReach audience={value} where={where} reachOf={reachOf} />
    </div>
  );
}
