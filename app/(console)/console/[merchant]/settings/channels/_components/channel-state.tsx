"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import type { ActionPlace } from "@/components/ui/action-result";
import { Button } from "@/components/ui/button";
import { useRunAction } from "@/components/ui/use-run-action";
import { changeChannelState } from "@/lib/links/actions";

type ChannelStateProps = { place: ActionPlace; channel: { id: string; name: string; isArchived: boolean } };

/** Puts a channel away, or brings it back. */
export function ChannelState({ place, channel }: ChannelStateProps) {
  const t = useTranslations("links.settings");
  const router = useRouter();
  const { run, pending } = useRunAction(changeChannelState, place);
  const change = async () => {
    const result = await run({ channelId: channel.id, change: channel.isArchived ? "restore" : "archive" });
    if (result?.ok) router.refresh();
  };
  return (
    <Button size="sm" variant="ghost" onPress={() => void change()} isPending={pending}>
      {t(channel.isArchived ? "restore" : "archive")}
      <span className="sr-only"> {channel.name}</span>
    </Button>
  );
}
