import type { ReactNode } from "react";
import { RoomWords } from "@/components/ui/room-words";

export default function ActivitiesActivityWords({ children }: { children: ReactNode }) {
  return <RoomWords of="activities/[activity]">{children}</RoomWords>;
}
