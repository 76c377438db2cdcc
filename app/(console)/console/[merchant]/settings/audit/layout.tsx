import type { ReactNode } from "react";
import { RoomWords } from "@/components/ui/room-words";

export default function SettingsAuditWords({ children }: { children: ReactNode }) {
  return <RoomWords of="settings/audit">{children}</RoomWords>;
}
