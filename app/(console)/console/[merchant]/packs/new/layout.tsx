import type { ReactNode } from "react";
import { RoomWords } from "@/components/ui/room-words";

export default function PacksNewWords({ children }: { children: ReactNode }) {
  return <RoomWords of="packs/new">{children}</RoomWords>;
}
