"use client";

import dynamic from "next/dynamic";
import type { ActionPlace } from "@/components/ui/action-result";
import { useSelection } from "@/components/ui/selection";
import { ExportChosen } from "@/components/workspace/export-chosen";
import { exportCoupons } from "@/lib/coupons/actions";
import type { CouponFilter } from "@/lib/coupons/schema/filter";

// Forms with all it stands on: a list does not carry it before something is chosen (UX-15).
const TagDialog = dynamic(() => import("@/components/coupons/tag-dialog").then((part) => part.TagDialog), {
  ssr: false,
});

const ExtendDialog = dynamic(
  () => import("@/components/coupons/extend-dialog").then((part) => part.ExtendDialog),
  { ssr: false },
);

type CouponBulkProps = {
  where: ActionPlace;
  filter: CouponFilter;
  columns: readonly string[] | null;
  timeZone: string;
  tags: readonly string[];
  names: readonly { id: string; name: string }[];
  may: { write: boolean; export: boolean };
};

/** What can be done to the chosen coupons beside changing their state. */
export function CouponBulk({ where, filter, columns, timeZone, tags, names, may }: CouponBulkProps) {
  const { ids, all, choose } = useSelection();
  const isChosen = all || ids.length > 0;
  const choice = all ? { filter } : { ids };
  return (
    <>
      {may.write && isChosen ? (
        <ExtendDialog
          {...{ where, choice, names, timeZone }}
          onDone={(refused) => choose(refused.map(({ id }) => id))}
        />
      ) : null}
      {may.write && isChosen ? (
        <TagDialog
          where={where}
          choice={choice}
          offered={tags}
          names={names}
          onDone={({ refused }) => choose(refused.map(({ id }) => id))}
        />
      ) : null}
      {may.export ? <ExportChosen place={where} {...{ filter, columns }} action={exportCoupons} /> : null}
    </>
  );
}
