"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button as AriaButton } from "react-aria-components/Button";
import type { ActionPlace } from "@/components/ui/action-result";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/text-field";
import { useRunAction } from "@/components/ui/use-run-action";
import { findMembers } from "@/lib/members/actions";

export type PickedMember = { id: string; name: string | null; nickname: string | null; phone: string };

const MOST = 500;

type AudienceMembersProps = {
  memberIds: string[];
  known: PickedMember[];
  onChange: (ids: string[]) => void;
  where: ActionPlace;
  isDisabled?: boolean;
};

/** Members picked one by one, found by what they are exactly called. */
export function AudienceMembers({ memberIds, known, onChange, where, isDisabled }: AudienceMembersProps) {
  const t = useTranslations("audience");
  const [text, setText] = useState("");
  const [found, setFound] = useState<PickedMember[] | null>(null);
  const [met, setMet] = useState<PickedMember[]>(known);
  const { run, pending } = useRunAction(findMembers, where);
  const search = async () => {
    if (text.trim() === "") return;
    const result = await run({ text });
    if (result?.ok) setFound(result.value);
  };
  const add = (member: PickedMember) => {
    setMet((all) => [...all.filter((one) => one.id !== member.id), member]);
    onChange([...memberIds, member.id]);
    setFound((all) => (all && all.length > 1 ? all.filter((one) => one.id !== member.id) : null));
    setText("");
  };
  const nameOf = (member?: PickedMember) => member?.name ?? member?.nickname ?? t("noName");
  const chosen = memberIds.map((id) => ({ id, member: met.find((one) => one.id === id) }));
  const offered = found?.filter((member) => !memberIds.includes(member.id)) ?? [];
  return (
    <div className="grid gap-2">
      <search
        className="flex items-end gap-2"
        onKeyDown={(event) => {
          if (event.key !== "Enter") return;
          event.preventDefault();
          void search();
        }}
      >
        <TextField
          label={t("members")}
          placeholder={t("findLabel")}
          value={text}
          onChange={setText}
          maxLength={100}
          isDisabled={isDisabled || memberIds.length >= MOST}
          className="flex-1"
        />
        <Button
          onPress={() => void search()}
          isPending={pending}
          pendingLabel={t("finding")}
          isDisabled={isDisabled}
        >
          {t("find")}
        </Button>
      </search>
      {memberIds.length >= MOST ? <p className="text-xs text-ink-2">{t("full")}</p> : null}
      <div role="status">
        {found && found.length === 0 ? <p className="text-xs text-ink-2">{t("nobodyFound")}</p> : null}
      </div>
      {offered.length > 0 ? (
        <ul className="grid divide-y divide-border rounded-lg border border-border bg-surface">
          {offered.map((member) => (
            <li key={member.id} className="flex items-center gap-3 px-3 py-1.5 text-sm">
              <span className="min-w-0 flex-1 truncate">{nameOf(member)}</span>
              <span className="tabular text-xs text-ink-2">{member.phone}</span>
              <Button
                size="sm"
                aria-label={t("addName", { name: nameOf(member) })}
                onPress={() => add(member)}
              >
                {t("add")}
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
      {chosen.length > 0 ? (
        <ul aria-label={t("chosen")} className="flex flex-wrap gap-1.5">
          {chosen.map(({ id, member }) => (
            <li
              key={id}
              className="inline-flex h-7 items-center gap-1 rounded-md border border-border bg-surface pl-2 text-xs"
            >
              {nameOf(member)}
              {member ? <span className="tabular text-ink-2">{member.phone}</span> : null}
              <AriaButton
                aria-label={t("remove", { name: nameOf(member) })}
                isDisabled={isDisabled}
                onPress={() => onChange(memberIds.filter((one) => one !== id))}
                className="grid size-6 place-items-center rounded-sm text-ink-2 hover:text-ink"
              >
                <X aria-hidden="true" className="size-3.5" />
              </AriaButton>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
