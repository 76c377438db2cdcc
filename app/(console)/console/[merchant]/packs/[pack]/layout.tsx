import type { ReactNode } from "react";
import { RoomWords } from "@/components/ui/room-words";

export default function PacksPackWords({ children }: { children: ReactNode }) {
  return <RoomWords of="packs/[pack]">{children}</RoomWords>;
}
