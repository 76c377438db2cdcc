"use client";

import { Columns3 } from "lucide-react";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { ActionPlace } from "@/components/ui/action-result";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { type ListState, listHref } from "@/components/ui/list-state";
import { useNavigation } from "@/components/ui/navigation";
import { useRunAction } from "@/components/ui/use-run-action";
import { chooseColumns } from "@/lib/workspace/actions";
import type { ListName } from "@/lib/workspace/schema";

// Dragging weighs more than the list itself; it comes when somebody wants to.
const ColumnsEditor = dynamic(() => import("./columns-editor").then((part) => part.ColumnsEditor), {
  ssr: false,
});

type ColumnsMenuProps = {
  list: ListName;
  where: ActionPlace;
  basePath: string;
  state: ListState;
  columns: readonly { key: string; label: string }[];
  shown: readonly string[];
  /** Whether these are not the product's own columns. */
  isOwn: boolean;
};

/**
 * Which columns are shown and in which order. The choice is the person's own and kept; in a view that has columns it
 * changes the view, which can then be saved.
 */
export function ColumnsMenu({ list, where, basePath, state, columns, shown, isOwn }: ColumnsMenuProps) {
  const t = useTranslations("workspace.columns");
  const { go } = useNavigation();
  const { run, pending } = useRunAction(chooseColumns, where);
  const [open, setOpen] = useState(false);
  const [keys, setKeys] = useState<readonly string[]>(shown);
  const ofView = state.columns !== null;
  const apply = async (next: readonly string[] | null) => {
    if (ofView)
      go(listHref(basePath, state, { columns: next === null ? null : [...next] }), { scroll: false });
    else if (!(await run({ list, columns: next }))?.ok) return;
    setOpen(false);
  };
  return (
    <>
      <Button
        aria-haspopup="dialog"
        onPress={() => {
          setKeys(shown);
          setOpen(true);
        }}
      >
        <Columns3 aria-hidden="true" />
        {t("title")}
      </Button>
      <Dialog
        isOpen={open}
        onOpenChange={setOpen}
        title={t("title")}
        size="sm"
        footer={
          <>
            {isOwn ? (
              <Button isDisabled={pending} onPress={() => void apply(null)}>
                {t("reset")}
              </Button>
            ) : null}
            <Button
              variant="primary"
              isPending={pending}
              isDisabled={keys.length === 0}
              onPress={() => void apply(keys)}
            >
              {t("apply")}
            </Button>
          </>
        }
      >
        <ColumnsEditor columns={columns} keys={keys} onChange={setKeys} />
      </Dialog>
    </>
  );
}
