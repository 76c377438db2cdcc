import type { ReactNode } from "react";
import { RoomWords } from "@/components/ui/room-words";

export default function CouponsDiagnoseWords({ children }: { children: ReactNode }) {
  return <RoomWords of="coupons/diagnose">{children}</RoomWords>;
}
