import { useTranslations } from "next-intl";
import { ChannelChip } from "@/components/links/channel-chip";
import { Card } from "@/components/ui/card";
import type { ChannelRow } from "@/lib/links/queries/channels";
import { builtInChannels } from "@/lib/links/schema";
import { EditChannel } from "./channel-dialog";
import { ChannelState } from "./channel-state";

type ChannelListProps = { place: { merchant: string }; channels: readonly ChannelRow[] };

const line = "flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-2.5";
const utmOf = (source: string, medium: string) => [source, medium].filter(Boolean).join(" / ");

/** The channels everybody has, and the merchant's own. */
export function ChannelList({ place, channels }: ChannelListProps) {
  const t = useTranslations("links.settings");
  return (
    <div className="grid max-w-[720px] gap-5">
      <Card title={t("own")}>
        {channels.length === 0 ? <p className="text-sm text-ink-2">{t("noOwn")}</p> : null}
        <ul className="divide-y divide-border text-sm">
          {channels.map((channel) => (
            <li key={channel.id} className={line}>
              <span className="grid min-w-0 gap-0.5">
                <ChannelChip code={channel.code} own={channels} />
                <span className="text-xs text-ink-2">
                  <span className="font-mono">{channel.code}</span>
                  {channel.archivedAt ? ` · ${t("archived")}` : null}
                  {channel.utmSource || channel.utmMedium
                    ? ` · ${utmOf(channel.utmSource, channel.utmMedium)}`
                    : null}
                </span>
              </span>
              <span className="flex gap-2">
                {channel.archivedAt ? null : <EditChannel place={place} channel={channel} />}
                <ChannelState
                  place={place}
                  channel={{ id: channel.id, name: channel.name, isArchived: channel.archivedAt !== null }}
                />
              </span>
            </li>
          ))}
        </ul>
      </Card>
      <Card title={t("everybody")}>
        <ul className="divide-y divide-border text-sm">
          {builtInChannels.map(({ code, utm }) => (
            <li key={code} className={line}>
              <ChannelChip code={code} own={[]} />
              <span className="text-xs text-ink-2">{utmOf(utm.source, utm.medium)}</span>
            </li>
          ))}
        </ul>
      </Card>
    </div>
  );
}
