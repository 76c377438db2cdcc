"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { PromotedLink, PromotedPage } from "@/components/links/promote-dialog";
import type { ChannelChoice } from "@/components/links/use-channels";
import type { ActionPlace } from "@/components/ui/action-result";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { CopyButton } from "@/components/ui/copy-button";
import { TextField } from "@/components/ui/text-field";
import { useRunAction } from "@/components/ui/use-run-action";
import { createLink } from "@/lib/links/actions";

type PromoteReferralProps = {
  place: ActionPlace;
  mayWrite: boolean;
  /** The page's personal links, newest first; so many at most. */
  links: readonly PromotedLink[];
  promoted: PromotedPage;
  channel: ChannelChoice | null;
  baseUrl: string;
  onMade: () => Promise<void>;
};

/** So many are known here (linksTo). */
const SHOWN = 50;

/** A link of their own for each of those who recommend the page, with what each brought. */
export function PromoteReferral(props: PromoteReferralProps) {
  const { place, mayWrite, links, promoted, channel, baseUrl, onMade } = props;
  const t = useTranslations("links.referral");
  const all = `/console/${place.merchant}${place.store ? `/s/${place.store}` : ""}/links?channel=referral`;
  return (
    <div className="grid gap-4">
      <p className="text-sm text-ink-2">{t("about")}</p>
      {mayWrite && channel ? <NewPerson {...{ place, promoted, channel, onMade }} /> : null}
      {links.length === 0 ? <p>{t("none")}</p> : null}
      <ul className="grid gap-2">
        {links.map(({ id, slug, name, clicks, visitors, claims }) => (
          <li
            key={id}
            className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-lg border border-border px-3 py-2"
          >
            <div className="grid min-w-40 flex-1">
              <span className="text-sm font-semibold wrap-anywhere">{name}</span>
              <span className="font-mono text-xs break-all text-ink-2">{`${baseUrl}/s/${slug}`}</span>
              <span className="text-xs text-ink-2">{t("figures", { clicks, visitors, claims })}</span>
            </div>
            <CopyButton text={`${baseUrl}/s/${slug}`} label={t("copy", { name })} iconOnly />
          </li>
        ))}
      </ul>
      {links.length >= SHOWN ? (
        <p className="flex flex-wrap items-center gap-3 text-sm text-ink-2">
          {t("newest", { count: links.length })}
          <ButtonLink href={all}>{t("all")}</ButtonLink>
        </p>
      ) : null}
    </div>
  );
}

type NewPersonProps = Pick<PromoteReferralProps, "place" | "promoted" | "onMade"> & {
  channel: ChannelChoice;
};

function NewPerson({ place, promoted, channel, onMade }: NewPersonProps) {
  const t = useTranslations("links.referral");
  const [name, setName] = useState("");
  const [missing, setMissing] = useState(false);
  const { run, pending } = useRunAction(createLink, place);
  const make = async () => {
    const who = name.trim();
    setMissing(who === "");
    if (who === "") return;
    const utm = { ...channel.utm, campaign: "", term: "", content: "" };
    const link = { target: promoted.target, channel: channel.code, name: who, utm, expiresAt: null };
    const result = await run({ link });
    if (!result?.ok) return;
    setName("");
    await onMade();
  };
  return (
    <div className="flex flex-wrap items-start gap-3">
      <div className="min-w-48 flex-1">
        <TextField
          label={t("who")}
          help={t("whoHelp")}
          error={missing ? t("whoMissing") : undefined}
          value={name}
          maxLength={60}
          autoComplete="off"
          onChange={setName}
        />
      </div>
      <Button variant="primary" className="mt-6" isPending={pending} onPress={() => void make()}>
        {t("make")}
      </Button>
    </div>
  );
}
