import { getMessages } from "next-intl/server";
import type { ReactNode } from "react";
import { wordsOf } from "@/lib/platform/i18n";
import { type Room, roomWords } from "@/messages/namespaces";
import { MoreWords } from "./more-words";

/** Brings what the client components of a room say to its pages. All words of all rooms are 60 kB gzipped. */
export async function RoomWords({ of, children }: { of: Room; children: ReactNode }) {
  return <MoreWords words={wordsOf(await getMessages(), roomWords[of])}>{children}</MoreWords>;
}
