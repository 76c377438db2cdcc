import type { ReactNode } from "react";
import { RoomWords } from "@/components/ui/room-words";

export default function SettingsWords({ children }: { children: ReactNode }) {
  return <RoomWords of="settings">{children}</RoomWords>;
}
