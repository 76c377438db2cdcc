import type { ReactNode } from "react";
import { RoomWords } from "@/components/ui/room-words";

export default function ProductsWords({ children }: { children: ReactNode }) {
  return <RoomWords of="products">{children}</RoomWords>;
}
