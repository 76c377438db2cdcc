"use client";

import { Plus, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { useContentLanguages } from "@/components/ui/content-languages";
import { begunItem, type Field } from "./fields";
import { MoveButtons } from "./move-buttons";

type Values = Readonly<Record<string, unknown>>;

type PointListProps = {
  field: Extract<Field, { as: "items" }>;
  values: unknown;
  onSet: (items: readonly Values[]) => void;
  /** The control of one field of a point. */
  children: (field: Field, point: Values, onSet: (name: string, value: unknown) => void) => ReactNode;
};

/** The points of a list: added, removed, and moved by pointer or keyboard. */
export function PointList({ field, values, onSet, children }: PointListProps) {
  const t = useTranslations("page-editor");
  const written = useContentLanguages();
  const [said, say] = useState("");
  const items: readonly Values[] = Array.isArray(values) ? values : [];
  // Points of a list have no names: their places are their keys.
  const placed = items.map((item, at) => ({
    key: `item-${at}`,
    at,
    item,
    name: t("item", { number: at + 1 }),
  }));
  return (
    <div data-points className="grid gap-3">
      {placed.map(({ key, at, item, name }) => (
        <fieldset key={key} data-point className="grid gap-3 rounded-lg border border-border p-3">
          <legend className="px-1 text-xs font-semibold text-ink-2">{name}</legend>
          {field.of.map((inner) =>
            children(inner, item, (key2, value) => onSet(items.with(at, { ...item, [key2]: value }))),
          )}
          <div className="flex items-center justify-between gap-2">
            <Button size="sm" variant="ghost" onPress={() => onSet(items.toSpliced(at, 1))}>
              <Trash2 aria-hidden="true" className="size-4" />
              {t("removeItem", { number: at + 1 })}
            </Button>
            {items.length > 1 ? (
              <MoveButtons
                {...{ name, at }}
                first={0}
                last={items.length - 1}
                onMove={(to) => {
                  onSet(items.toSpliced(at, 1).toSpliced(to, 0, item));
                  say(t("moved", { name, place: to + 1, count: items.length }));
                }}
              />
            ) : null}
          </div>
        </fieldset>
      ))}
      <Button
        isDisabled={items.length >= field.most}
        onPress={() => onSet([...items, begunItem(field.of, items, written)])}
      >
        <Plus aria-hidden="true" className="size-4" />
        {t("addItem")}
      </Button>
      <span className="sr-only" aria-live="polite">
        {said}
      </span>
    </div>
  );
}
