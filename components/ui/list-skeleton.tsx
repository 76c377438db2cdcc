"use client";

import { useSyncExternalStore } from "react";
import { lastSeenRows } from "./list-return";
import { SkeletonTable } from "./skeleton";

const nothing = () => () => undefined;

/** What stands where a list comes: as many rows as it had when it was last seen, else as fill a screen. */
export function ListSkeleton({ path, columns }: { path: string; columns: number }) {
  const known = useSyncExternalStore(
    nothing,
    () => lastSeenRows(path),
    () => null,
  );
  return (
    <div className="grid gap-3 pt-[92px]">
      <SkeletonTable columns={columns} rows={known ?? 12} />
    </div>
  );
}
