import type { ReactNode } from "react";
import { RoomWords } from "@/components/ui/room-words";

export default function CouponsTemplatesTemplateWords({ children }: { children: ReactNode }) {
  return <RoomWords of="coupons/templates/[template]">{children}</RoomWords>;
}
