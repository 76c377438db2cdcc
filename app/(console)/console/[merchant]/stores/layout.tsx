import type { ReactNode } from "react";
import { RoomWords } from "@/components/ui/room-words";

export default function StoresWords({ children }: { children: ReactNode }) {
  return <RoomWords of="stores">{children}</RoomWords>;
}
