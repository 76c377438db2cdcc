"use client";

import { useRouter } from "next/navigation";
import type { ComponentProps } from "react";
import { PlacementButtons } from "@/components/links/placement-buttons";

type PlacementActionsProps = Omit<ComponentProps<typeof PlacementButtons>, "onChange">;

/** What a row of the list offers; the list is drawn anew after it. */
export function PlacementActions(props: PlacementActionsProps) {
  const router = useRouter();
  return (
    <div className="flex justify-end gap-1">
      <PlacementButtons {...props} onChange={() => router.refresh()} />
    </div>
  );
}
