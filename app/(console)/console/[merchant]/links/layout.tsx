import type { ReactNode } from "react";
import { RoomWords } from "@/components/ui/room-words";

export default function LinksWords({ children }: { children: ReactNode }) {
  return <RoomWords of="links">{children}</RoomWords>;
}
