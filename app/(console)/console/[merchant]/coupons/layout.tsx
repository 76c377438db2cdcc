import type { ReactNode } from "react";
import { RoomWords } from "@/components/ui/room-words";

export default function CouponsWords({ children }: { children: ReactNode }) {
  return <RoomWords of="coupons">{children}</RoomWords>;
}
