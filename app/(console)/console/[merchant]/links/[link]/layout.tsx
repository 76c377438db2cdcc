import type { ReactNode } from "react";
import { RoomWords } from "@/components/ui/room-words";

export default function LinksLinkWords({ children }: { children: ReactNode }) {
  return <RoomWords of="links/[link]">{children}</RoomWords>;
}
