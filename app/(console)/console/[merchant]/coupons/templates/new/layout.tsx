import type { ReactNode } from "react";
import { RoomWords } from "@/components/ui/room-words";

export default function CouponsTemplatesNewWords({ children }: { children: ReactNode }) {
  return <RoomWords of="coupons/templates/new">{children}</RoomWords>;
}
