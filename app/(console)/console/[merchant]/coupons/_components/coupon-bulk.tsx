"use client";

import { TagDialog } from "@/components/coupons/tag-dialog";
import type { ActionPlace } from "@/components/ui/action-result";
import { useSelection } from "@/components/ui/selection";
import { ExportChosen } from "@/components/workspace/export-chosen";
import { exportCoupons } from "@/lib/coupons/actions";
import type { CouponFilter } from "@/lib/coupons/schema";

type CouponBulkProps = {
  where: ActionPlace;
  filter: CouponFilter;
  tags: readonly string[];
  names: readonly { id: string; name: string }[];
  may: { write: boolean; export: boolean };
};

/** What can be done to the chosen coupons beside changing their state. */
export function CouponBulk({ where, filter, tags, names, may }: CouponBulkProps) {
  const { ids, all, choose } = useSelection();
  const choice = all ? { filter } : { ids };
  return (
    <>
      {may.write ? (
        <TagDialog
          where={where}
          choice={choice}
          offered={tags}
          names={names}
          onDone={({ refused }) => choose(refused.map(({ id }) => id))}
        />
      ) : null}
      {may.export ? <ExportChosen place={where} action={exportCoupons} filter={filter} /> : null}
    </>
  );
}
