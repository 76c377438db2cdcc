"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { ActionPlace } from "@/components/ui/action-result";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { SummaryList } from "@/components/ui/summary-list";
import { TextField } from "@/components/ui/text-field";
import { useResultWords } from "@/components/ui/use-refusal-words";
import { useRunAction } from "@/components/ui/use-run-action";
import { findMember } from "@/lib/members/actions";

type Found = {
  phone: string;
  name: string | null;
  nickname: string | null;
  blocked: boolean;
  coupons: number;
  tiers: string[];
};

/** The counter's way to a member: their whole phone number, no list to look through. */
export function FindMember({ place }: { place: ActionPlace }) {
  const t = useTranslations("members.find");
  const [phone, setPhone] = useState("");
  const [error, setError] = useState<string>();
  const [answer, setAnswer] = useState<{ member: Found | null } | null>(null);
  const { run, pending } = useRunAction(findMember, place);
  const words = useResultWords();
  const search = async () => {
    setAnswer(null);
    if (phone.replace(/\D/g, "").length < 4) return setError(t("incomplete"));
    setError(undefined);
    const result = await run({ phone }, { quiet: true });
    if (!result) return;
    if (!result.ok) return setError(words(result) ?? undefined);
    const { member } = result.value;
    setAnswer({ member: member && { ...member, blocked: member.blockedAt !== null } });
  };
  return (
    <Card title={t("title")}>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void search();
        }}
      >
        <TextField
          label={t("phone")}
          help={t("help")}
          error={error}
          value={phone}
          onChange={setPhone}
          type="tel"
          inputMode="tel"
          autoComplete="off"
        />
        <div>
          <Button type="submit" variant="primary" isPending={pending} pendingLabel={t("searching")}>
            {t("search")}
          </Button>
        </div>
      </form>
      <div role="status" className="mt-4 empty:hidden">
        {answer ? <Answer member={answer.member} /> : null}
      </div>
    </Card>
  );
}

function Answer({ member }: { member: Found | null }) {
  const t = useTranslations("members.find");
  if (!member) return <p className="text-sm text-ink">{t("nobody")}</p>;
  return (
    <div className="rounded-lg bg-sunken p-4">
      <SummaryList
        items={[
          { label: t("name"), value: member.name ?? member.nickname ?? t("noName") },
          { label: t("phone"), value: <span className="tabular">{member.phone}</span> },
          { label: t("tier"), value: member.tiers.join(" · ") || t("noTier") },
          { label: t("coupons"), value: t("couponCount", { count: member.coupons }) },
          ...(member.blocked ? [{ label: t("note"), value: t("blocked") }] : []),
        ]}
      />
    </div>
  );
}
