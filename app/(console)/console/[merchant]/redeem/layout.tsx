import type { ReactNode } from "react";
import { RoomWords } from "@/components/ui/room-words";

export default function RedeemWords({ children }: { children: ReactNode }) {
  return <RoomWords of="redeem">{children}</RoomWords>;
}
