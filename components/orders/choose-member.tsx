"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { ActionPlace } from "@/components/ui/action-result";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/text-field";
import { useResultWords } from "@/components/ui/use-refusal-words";
import { useRunAction } from "@/components/ui/use-run-action";
import { findMember } from "@/lib/members/actions";

export type ChosenMember = { readonly id: string; readonly called: string };

type ChooseMemberProps = {
  place: ActionPlace;
  value: ChosenMember | null;
  onChange: (member: ChosenMember | null) => void;
  help?: string;
};

/** A member by their whole phone; whoever is found is written down as looked up. */
export function ChooseMember({ place, value, onChange, help }: ChooseMemberProps) {
  const t = useTranslations("orders.member");
  const [phone, setPhone] = useState("");
  const [error, setError] = useState<string>();
  const { run, pending } = useRunAction(findMember, place);
  const words = useResultWords();
  const search = async () => {
    if (phone.replace(/\D/g, "").length < 4) return setError(t("incomplete"));
    setError(undefined);
    const result = await run({ phone }, { quiet: true });
    if (!result) return;
    if (!result.ok) return setError(words(result) ?? undefined);
    const { member } = result.value;
    if (!member) return setError(t("nobody"));
    onChange({
      id: member.id,
      called: [member.name ?? member.nickname, member.phone].filter(Boolean).join(" · "),
    });
    setPhone("");
  };
  if (value) {
    return (
      <div className="flex flex-wrap items-center justify-between gap-2 rounded-lg bg-sunken px-3 py-2 text-sm">
        <span className="wrap-anywhere">{value.called}</span>
        <Button size="sm" onPress={() => onChange(null)}>
          {t("remove")}
        </Button>
      </div>
    );
  }
  return (
    <form
      className="flex flex-wrap items-start gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        void search();
      }}
    >
      <TextField
        className="min-w-52 flex-1"
        label={t("phone")}
        help={help}
        error={error}
        value={phone}
        onChange={setPhone}
        type="tel"
        inputMode="tel"
        autoComplete="off"
      />
      <Button type="submit" className="mt-6" isPending={pending} pendingLabel={t("finding")}>
        {t("find")}
      </Button>
    </form>
  );
}
