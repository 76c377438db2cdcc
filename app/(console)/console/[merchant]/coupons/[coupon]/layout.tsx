import type { ReactNode } from "react";
import { RoomWords } from "@/components/ui/room-words";

export default function CouponsCouponWords({ children }: { children: ReactNode }) {
  return <RoomWords of="coupons/[coupon]">{children}</RoomWords>;
}
