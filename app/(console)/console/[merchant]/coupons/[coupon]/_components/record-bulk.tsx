"use client";

import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { ActionPlace } from "@/components/ui/action-result";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { useSelection } from "@/components/ui/selection";
import { TextField } from "@/components/ui/text-field";
import { toast } from "@/components/ui/toast";
import { useResultWords } from "@/components/ui/use-refusal-words";
import { useRunAction } from "@/components/ui/use-run-action";
import { ExportChosen } from "@/components/workspace/export-chosen";
import { useTellRefused } from "@/components/workspace/refused-list";
import { revokeVouchers } from "@/lib/orders/actions/desk";
import { exportRecords } from "@/lib/vouchers/actions";
import type { RecordFilter } from "@/lib/vouchers/schema";

// A list does not carry its calendar before something is chosen (UX-15).
const ExtendMany = dynamic(() => import("./extend-records").then((part) => part.ExtendMany), { ssr: false });

type RecordBulkProps = {
  place: ActionPlace;
  coupon: { name: string };
  filter: RecordFilter;
  /** The columns in view; null = as the product has them. */
  columns: readonly string[] | null;
  names: readonly { id: string; name: string }[];
  may: { revoke: boolean; extend: boolean; export: boolean };
  /** Of the organisation, whose days an end is told in. */
  timeZone: string;
};

/** What can be done with the chosen records: given more time, taken back with a reason, and exported. */
export function RecordBulk({ place, coupon, filter, columns, names, may, timeZone }: RecordBulkProps) {
  const { ids, all } = useSelection();
  return (
    <>
      {may.extend && !all && ids.length > 0 ? <ExtendMany {...{ place, coupon, names, timeZone }} /> : null}
      {may.revoke && !all && ids.length > 0 ? <RevokeMany {...{ place, coupon, names }} /> : null}
      {may.export ? (
        <ExportChosen {...{ place, filter, columns }} action={exportRecords} name={coupon.name} />
      ) : null}
    </>
  );
}

type RevokeManyProps = Pick<RecordBulkProps, "place" | "coupon" | "names">;

/** Nobody takes back what they have not looked at: only rows of this page, and never all that a search matches. */
function RevokeMany({ place, coupon, names }: RevokeManyProps) {
  const t = useTranslations("redeem");
  const words = useResultWords();
  const { ids, choose } = useSelection();
  const { run } = useRunAction(revokeVouchers, place);
  const [note, setNote] = useState("");
  const tellRefused = useTellRefused();
  const revoke = async () => {
    if (note.trim() === "") return t("noteMissing");
    const result = await run({ voucherIds: ids, note }, { quiet: true });
    if (!result?.ok) return (result && words(result)) ?? undefined;
    const { done, refused } = result.value;
    if (done.length > 0) toast.success(t("revokedMany", { count: done.length }));
    if (refused.length > 0) tellRefused({ title: t("revoke"), refused, done: done.length, names });
    choose(refused.map(({ id }) => id));
  };
  return (
    <ConfirmDialog
      danger
      title={t("revokeManyTitle", { count: ids.length, name: coupon.name })}
      confirmLabel={t("revoke")}
      trigger={<Button size="sm">{t("revokeOpen")}</Button>}
      onOpenChange={() => setNote("")}
      onConfirm={revoke}
    >
      <div className="grid gap-3">
        <p>{t("revokeManyText")}</p>
        <TextField label={t("note")} value={note} onChange={setNote} maxLength={500} isRequired />
      </div>
    </ConfirmDialog>
  );
}
