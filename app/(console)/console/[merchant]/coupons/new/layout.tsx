import type { ReactNode } from "react";
import { RoomWords } from "@/components/ui/room-words";

export default function CouponsNewWords({ children }: { children: ReactNode }) {
  return <RoomWords of="coupons/new">{children}</RoomWords>;
}
