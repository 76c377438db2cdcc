"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { ChannelChoice } from "@/components/links/use-channels";
import type { ActionPlace } from "@/components/ui/action-result";
import { Button } from "@/components/ui/button";
import { DateTimeField } from "@/components/ui/date-time";
import { TextField } from "@/components/ui/text-field";
import { useRunAction } from "@/components/ui/use-run-action";
import { toInstant } from "@/lib/kernel/time";
import { createLink } from "@/lib/links/actions";
import type { LinkTarget } from "@/lib/links/schema";

type NewLinkProps = {
  place: ActionPlace;
  target: LinkTarget | null;
  channel: ChannelChoice;
  timeZone: string;
  onMade: (link: { id: string }) => Promise<void>;
};

const more = ["campaign", "term", "content"] as const;

/** Makes a link through a channel to what is given; null = nothing is chosen yet. */
export function NewLink({ place, target, channel, timeZone, onMade }: NewLinkProps) {
  const t = useTranslations("links.dialog");
  const [name, setName] = useState("");
  const [expiresAt, setExpiresAt] = useState<string | null>(null);
  const [utm, setUtm] = useState({ ...channel.utm, campaign: "", term: "", content: "" });
  const { run, pending } = useRunAction(createLink, place);
  const make = async () => {
    if (!target) return;
    const ends = expiresAt === null ? null : (toInstant(expiresAt, timeZone)?.toISOString() ?? null);
    const link = { target, channel: channel.code, name, utm };
    const result = await run({ link: { ...link, expiresAt: ends } });
    if (result?.ok) await onMade(result.value);
  };
  const field = (key: keyof typeof utm) => (
    <TextField
      key={key}
      label={t(`utm_${key}`)}
      value={utm[key]}
      onChange={(value) => setUtm({ ...utm, [key]: value })}
      maxLength={60}
      autoComplete="off"
    />
  );
  return (
    <div className="grid gap-3 rounded-lg border border-border p-3">
      <TextField
        label={t("name")}
        help={t("nameHelp")}
        value={name}
        onChange={setName}
        maxLength={60}
        autoComplete="off"
      />
      <details className="grid gap-3">
        <summary className="min-h-6 cursor-pointer text-sm font-[550]">{t("utm")}</summary>
        <div className="mt-3 grid gap-3 sm:grid-cols-2">
          {(["source", "medium"] as const).map(field)}
          {more.map(field)}
          <DateTimeField label={t("ends")} value={expiresAt} onChange={setExpiresAt} timeZone={timeZone} />
        </div>
      </details>
      <Button
        variant="primary"
        className="w-fit"
        isDisabled={!target}
        onPress={() => void make()}
        isPending={pending}
      >
        {t("make", { channel: channel.name })}
      </Button>
    </div>
  );
}
