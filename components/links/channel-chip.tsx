import { useTranslations } from "next-intl";
import { builtInChannels } from "@/lib/links/schema";

export type NamedChannel = { readonly code: string; readonly name: string; readonly colour: string };

/** A channel by its name and colour; one that is gone by its code. */
export function ChannelChip({ code, own }: { code: string; own: readonly NamedChannel[] }) {
  const t = useTranslations("links.channels");
  const builtIn = builtInChannels.find((channel) => channel.code === code);
  const mine = own.find((channel) => channel.code === code);
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
      <span
        aria-hidden="true"
        className="size-2.5 shrink-0 rounded-full"
        style={{ background: builtIn?.colour ?? mine?.colour ?? "var(--border-strong)" }}
      />
      {builtIn ? t(builtIn.code) : (mine?.name ?? code)}
    </span>
  );
}
