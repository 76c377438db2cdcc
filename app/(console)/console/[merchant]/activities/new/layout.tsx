import type { ReactNode } from "react";
import { RoomWords } from "@/components/ui/room-words";

export default function ActivitiesNewWords({ children }: { children: ReactNode }) {
  return <RoomWords of="activities/new">{children}</RoomWords>;
}
