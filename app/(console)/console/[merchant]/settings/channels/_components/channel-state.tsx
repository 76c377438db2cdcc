"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import type { ActionPlace } from "@/components/ui/action-result";
import { Button } from "@/components/ui/button";
import { useUndoable } from "@/components/ui/use-undoable";
import { changeChannelState } from "@/lib/links/actions";

type ChannelStateProps = { place: ActionPlace; channel: { id: string; name: string; isArchived: boolean } };

/** Puts a channel away, or brings it back. */
export function ChannelState({ place, channel }: ChannelStateProps) {
  const t = useTranslations("links.settings");
  const router = useRouter();
  const { start, pending } = useUndoable(changeChannelState, place);
  const change = async () => {
    const [to, back] = channel.isArchived ? ["restore", "archive"] : ["archive", "restore"];
    await start({
      input: { channelId: channel.id, change: to },
      said: t(channel.isArchived ? "restored" : "archived", { name: channel.name }),
      back: { channelId: channel.id, change: back },
      onChange: () => router.refresh(),
    });
  };
  return (
    <Button size="sm" variant="ghost" onPress={() => void change()} isPending={pending}>
      {t(channel.isArchived ? "restore" : "archive")}
      <span className="sr-only"> {channel.name}</span>
    </Button>
  );
}
