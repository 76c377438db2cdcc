import type { ReactNode } from "react";
import { RoomWords } from "@/components/ui/room-words";

export default function OrdersWords({ children }: { children: ReactNode }) {
  return <RoomWords of="orders">{children}</RoomWords>;
}
