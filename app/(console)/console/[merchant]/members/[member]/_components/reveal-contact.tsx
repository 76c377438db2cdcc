"use client";

import { Eye } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { ActionPlace } from "@/components/ui/action-result";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { SummaryList } from "@/components/ui/summary-list";
import { useRunAction } from "@/components/ui/use-run-action";
import { revealContact } from "@/lib/members/actions/directory";

type RevealContactProps = {
  place: ActionPlace;
  memberId: string;
  /** As they are shown to everybody here. */
  phone: string;
  email: string | null;
  mayReveal: boolean;
};

/** How a member is reached: hidden until it is looked at, which is written down (S-38). */
export function RevealContact({ place, memberId, phone, email, mayReveal }: RevealContactProps) {
  const t = useTranslations("members.profile");
  const { run, pending } = useRunAction(revealContact, place);
  const [whole, setWhole] = useState<{ phone: string; email: string | null } | null>(null);
  const reveal = async () => {
    const result = await run({ memberId });
    if (result?.ok) setWhole(result.value);
  };
  const shown = whole ?? { phone, email };
  const value = (text: string | null) =>
    text ? (
      <span className="flex flex-wrap items-center gap-1">
        <span className="tabular">{text}</span>
        {whole ? <CopyButton text={text} label={t("copy", { text })} /> : null}
      </span>
    ) : (
      t("none")
    );
  return (
    <div className="grid gap-2.5" aria-live="polite">
      <SummaryList
        items={[
          { label: t("phone"), value: value(shown.phone) },
          { label: t("email"), value: value(shown.email) },
        ]}
      />
      {mayReveal && !whole ? (
        <div>
          <Button size="sm" isPending={pending} onPress={() => void reveal()}>
            <Eye aria-hidden="true" />
            {t("reveal")}
          </Button>
          <p className="pt-1 text-xs text-ink-2">{t("revealHelp")}</p>
        </div>
      ) : null}
    </div>
  );
}
