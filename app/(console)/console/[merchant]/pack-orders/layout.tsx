import type { ReactNode } from "react";
import { RoomWords } from "@/components/ui/room-words";

export default function PackOrdersWords({ children }: { children: ReactNode }) {
  return <RoomWords of="pack-orders">{children}</RoomWords>;
}
