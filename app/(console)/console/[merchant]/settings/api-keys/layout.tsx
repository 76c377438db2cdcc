import type { ReactNode } from "react";
import { RoomWords } from "@/components/ui/room-words";

export default function SettingsApiKeysWords({ children }: { children: ReactNode }) {
  return <RoomWords of="settings/api-keys">{children}</RoomWords>;
}
