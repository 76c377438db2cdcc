import type { ReactNode } from "react";
import { RoomWords } from "@/components/ui/room-words";

export default function SettingsWebhooksWords({ children }: { children: ReactNode }) {
  return <RoomWords of="settings/webhooks">{children}</RoomWords>;
}
