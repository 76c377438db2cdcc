import { type ReactNode, Suspense } from "react";
import { ListSkeleton } from "./list-skeleton";

type ListWhenReadyProps = {
  /** The list's own address: how many rows it had when it was last seen is kept under it. */
  path: string;
  columns: number;
  /** Asks for the rows and draws them. */
  children: () => Promise<ReactNode>;
};

/** A list whose page is shown before its rows are there: its place is kept by a skeleton until then. */
export function ListWhenReady({ path, columns, children }: ListWhenReadyProps) {
  return (
    <Suspense fallback={<ListSkeleton path={path} columns={columns} />}>
      <Ready load={children} />
    </Suspense>
  );
}

async function Ready({ load }: { load: () => Promise<ReactNode> }) {
  return await load();
}
