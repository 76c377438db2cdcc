"use client";

import { useTranslations } from "next-intl";
import { builtInChannels } from "@/lib/links/schema";

export type OwnChannel = {
  readonly code: string;
  readonly name: string;
  readonly colour: string;
  readonly utmSource: string;
  readonly utmMedium: string;
};
export type ChannelChoice = {
  code: string;
  name: string;
  colour: string;
  utm: { source: string; medium: string };
};

/** All channels that can be chosen: those everybody has in the reader's words, then the merchant's own. */
export function useChannels(own: readonly OwnChannel[]): ChannelChoice[] {
  const t = useTranslations("links.channels");
  return [
    ...builtInChannels.map(({ code, colour, utm }) => ({ code, colour, utm, name: t(code) })),
    ...own.map(({ code, name, colour, utmSource, utmMedium }) => ({
      ...{ code, name, colour },
      utm: { source: utmSource || code, medium: utmMedium },
    })),
  ];
}
