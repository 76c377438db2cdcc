import { Suspense } from "react";
import { LabelCount } from "@/components/members/label-count";
import { Pending } from "@/components/members/pending";
import type { groupSizes } from "@/lib/members/queries/groups";

export type Sizes = ReturnType<typeof groupSizes>;
type GroupSizeProps = { sizes: Sizes; id: string; href?: string; label?: string };

/** How many members a group has, which may take a moment to count. */
export function GroupSize(props: GroupSizeProps) {
  return (
    <Suspense fallback={<Pending />}>
      <Counted {...props} />
    </Suspense>
  );
}

type GroupUsesProps = { uses: Promise<ReadonlyMap<string, number>>; id: string };

/** How many coupons, activities and groups name a group. */
export function GroupUses(props: GroupUsesProps) {
  return (
    <Suspense fallback={<Pending />}>
      <Named {...props} />
    </Suspense>
  );
}

async function Named({ uses, id }: GroupUsesProps) {
  return <span className="tabular">{(await uses).get(id) ?? 0}</span>;
}

async function Counted({ sizes, id, href, label }: GroupSizeProps) {
  const size = (await sizes).get(id);
  return size ? <LabelCount {...size} href={href} label={label} /> : null;
}
