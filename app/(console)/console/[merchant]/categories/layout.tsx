import type { ReactNode } from "react";
import { RoomWords } from "@/components/ui/room-words";

export default function CategoriesWords({ children }: { children: ReactNode }) {
  return <RoomWords of="categories">{children}</RoomWords>;
}
