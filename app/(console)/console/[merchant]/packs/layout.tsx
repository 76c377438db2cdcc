import type { ReactNode } from "react";
import { RoomWords } from "@/components/ui/room-words";

export default function PacksWords({ children }: { children: ReactNode }) {
  return <RoomWords of="packs">{children}</RoomWords>;
}
