import { type ReactNode, Suspense } from "react";
import { ListSkeleton } from "@/components/ui/list-skeleton";

type ListLaterProps<T> = {
  /** The address of the list, by which its bones know how many rows it had. */
  path: string;
  columns: number;
  load: () => Promise<T>;
  children: (page: T) => ReactNode;
};

/** A list that is read after its page stands: until then there are bones of its shape. */
export function ListLater<T>({ path, columns, ...list }: ListLaterProps<T>) {
  return (
    <Suspense fallback={<ListSkeleton path={path} columns={columns} />}>
      <Loaded {...list} />
    </Suspense>
  );
}

async function Loaded<T>({ load, children }: Pick<ListLaterProps<T>, "load" | "children">) {
  return children(await load());
}
