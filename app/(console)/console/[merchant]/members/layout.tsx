import type { ReactNode } from "react";
import { RoomWords } from "@/components/ui/room-words";

export default function MembersWords({ children }: { children: ReactNode }) {
  return <RoomWords of="members">{children}</RoomWords>;
}
