import type { ReactNode } from "react";
import { RoomWords } from "@/components/ui/room-words";

export default function ActivitiesActivityPageWords({ children }: { children: ReactNode }) {
  return <RoomWords of="activities/[activity]/page">{children}</RoomWords>;
}
