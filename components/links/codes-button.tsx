"use client";

import { QrCode } from "lucide-react";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { CodeOfLink } from "@/components/links/codes-dialog";
import { type OwnChannel, useChannels } from "@/components/links/use-channels";
import type { ActionPlace } from "@/components/ui/action-result";
import { Button } from "@/components/ui/button";
import { useSelection } from "@/components/ui/selection";
import { toast } from "@/components/ui/toast";
import { useRunAction } from "@/components/ui/use-run-action";
import { readCodes } from "@/lib/links/actions";
import type { PromoteChoice } from "@/lib/links/schema";

const CodesDialog = dynamic(
  () => import("@/components/links/codes-dialog").then((part) => part.CodesDialog),
  { ssr: false },
);

type CodesButtonProps = {
  place: ActionPlace;
  filter: Record<string, string | string[]>;
  own: readonly OwnChannel[];
  choice: PromoteChoice;
  baseUrl: string;
};

/** Opens the codes of the chosen links, or of all that the list's filters leave; those that are over have none. */
export function CodesButton({ place, filter, own, choice, baseUrl }: CodesButtonProps) {
  const t = useTranslations("links.qr");
  const { ids, all } = useSelection();
  const channels = useChannels(own);
  const { run, pending } = useRunAction(readCodes, place);
  const [links, setLinks] = useState<readonly CodeOfLink[] | null>(null);
  const open = async () => {
    const result = await run({ choice: all ? { filter } : { ids } });
    if (!result?.ok) return;
    if (result.value.length === 0) return void toast.danger(t("noneLive"));
    setLinks(
      result.value.map((link) => ({
        ...link,
        channelName: channels.find(({ code }) => code === link.channel)?.name ?? link.channel,
        address: `${baseUrl}/s/${link.slug}`,
      })),
    );
  };
  return (
    <>
      <Button size="sm" isPending={pending} onPress={() => void open()}>
        <QrCode aria-hidden="true" />
        {t("severalOpen")}
      </Button>
      {links ? <CodesDialog {...{ links, choice }} onClose={() => setLinks(null)} /> : null}
    </>
  );
}
