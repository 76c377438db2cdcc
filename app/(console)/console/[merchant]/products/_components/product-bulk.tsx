"use client";

import { useTranslations } from "next-intl";
import type { ActionPlace } from "@/components/ui/action-result";
import { Button } from "@/components/ui/button";
import { useSelection } from "@/components/ui/selection";
import { toast } from "@/components/ui/toast";
import { useResultWords } from "@/components/ui/use-refusal-words";
import { useRunAction } from "@/components/ui/use-run-action";
import { PageByPage } from "@/components/workspace/bulk-actions";
import { useTellRefused } from "@/components/workspace/refused-list";
import { changeProducts } from "@/lib/catalogue/actions";

type ProductBulkProps = {
  place: ActionPlace;
  /** Whether the list shows what is off sale. */
  archived: boolean;
  names: readonly { id: string; name: string }[];
};

/** Takes the chosen products of the page off sale, or puts them back; it can be taken back at once. */
export function ProductBulk({ place, archived, names }: ProductBulkProps) {
  const t = useTranslations("catalogue.productMenu");
  const bulk = useTranslations("workspace.bulk");
  const words = useResultWords();
  const { ids, all, choose } = useSelection();
  const { run, pending } = useRunAction(changeProducts, place);
  const tellRefused = useTellRefused();
  if (all) return <PageByPage />;
  if (ids.length === 0) return null;
  const [change, back] = archived ? ["restore", "archive"] : ["archive", "restore"];
  const label = t(archived ? "restore" : "archive");
  const start = async () => {
    const result = await run({ productIds: ids, change }, { quiet: true });
    if (!result) return;
    if (!result.ok) return void toast.danger(words(result) ?? bulk("failed"));
    const { done, changed, refused } = result.value;
    if (refused.length > 0) tellRefused({ title: label, refused, done: done.length, names });
    choose(refused.map(({ id }) => id));
    if (changed.length === 0) return;
    toast.undo(bulk("done", { action: label, count: changed.length }), bulk("undo"), () => {
      void run({ productIds: changed, change: back }, { success: bulk("undone") });
    });
  };
  return (
    <Button size="sm" isDisabled={pending} onPress={() => void start()}>
      {label}
    </Button>
  );
}
