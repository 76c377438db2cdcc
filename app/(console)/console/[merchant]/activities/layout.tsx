import type { ReactNode } from "react";
import { RoomWords } from "@/components/ui/room-words";

export default function ActivitiesWords({ children }: { children: ReactNode }) {
  return <RoomWords of="activities">{children}</RoomWords>;
}
