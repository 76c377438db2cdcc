"use client";

import { ArrowDown, ArrowUp, GripVertical } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button as AriaButton } from "react-aria-components/Button";
import { Checkbox } from "react-aria-components/Checkbox";
import { GridList, GridListItem } from "react-aria-components/GridList";
import { useDragAndDrop } from "react-aria-components/useDragAndDrop";
import { Button } from "@/components/ui/button";
import { moved } from "@/components/ui/list-columns";

type ColumnsEditorProps = {
  columns: readonly { key: string; label: string }[];
  keys: readonly string[];
  onChange: (keys: readonly string[]) => void;
};

/** The columns in their order; those not shown stand below. Ordered by dragging, by its keyboard, or by the arrows. */
export function ColumnsEditor({ columns, keys, onChange }: ColumnsEditorProps) {
  const t = useTranslations("workspace.columns");
  const [order, setOrder] = useState(() => [
    ...keys,
    ...columns.map(({ key }) => key).filter((key) => !keys.includes(key)),
  ]);
  const change = (next: readonly string[], on: ReadonlySet<string>) => {
    setOrder([...next]);
    onChange(next.filter((key) => on.has(key)));
  };
  const on = new Set(keys);
  const { dragAndDropHooks } = useDragAndDrop({
    getItems: (dragged) => [...dragged].map((key) => ({ "text/plain": String(key) })),
    onReorder: ({ keys: dragged, target }) => {
      const rest = order.filter((key) => !dragged.has(key));
      const at = rest.indexOf(String(target.key)) + (target.dropPosition === "after" ? 1 : 0);
      change([...rest.slice(0, at), ...order.filter((key) => dragged.has(key)), ...rest.slice(at)], on);
    },
  });
  const items = order.flatMap((id) => columns.find(({ key }) => key === id) ?? []);
  return (
    <div className="grid gap-2">
      <p className="text-ink-2">{t("help")}</p>
      <GridList
        aria-label={t("title")}
        selectionMode="multiple"
        selectedKeys={on}
        onSelectionChange={(next) =>
          change(order, next === "all" ? new Set(order) : new Set([...next].map(String)))
        }
        dragAndDropHooks={dragAndDropHooks}
        className="grid max-h-80 gap-0.5 overflow-y-auto"
      >
        {items.map(({ key, label }, at) => (
          <GridListItem
            key={key}
            id={key}
            textValue={label}
            className="flex h-9 items-center gap-2 rounded-md px-1 outline-offset-[-2px] hover:bg-sunken data-[dragging]:opacity-50"
          >
            <AriaButton
              slot="drag"
              aria-label={t("drag", { name: label })}
              className="grid size-6 place-items-center text-ink-3"
            >
              <GripVertical aria-hidden="true" className="size-4" />
            </AriaButton>
            <Checkbox slot="selection" className="columns-editor__box" />
            <span className="flex-1 truncate">{label}</span>
            <Button
              variant="ghost"
              size="sm"
              iconOnly
              aria-label={t("up", { name: label })}
              isDisabled={at === 0}
              onPress={() => change(moved(order, key, -1), on)}
            >
              <ArrowUp aria-hidden="true" />
            </Button>
            <Button
              variant="ghost"
              size="sm"
              iconOnly
              aria-label={t("down", { name: label })}
              isDisabled={at === items.length - 1}
              onPress={() => change(moved(order, key, 1), on)}
            >
              <ArrowDown aria-hidden="true" />
            </Button>
          </GridListItem>
        ))}
      </GridList>
    </div>
  );
}
