"use client";

import { ChevronDown, ChevronUp, GripVertical } from "lucide-react";
import { useTranslations } from "next-intl";
import { type DragEvent, useState } from "react";
import { Button } from "@/components/ui/button";

/** Moves the item at `from` so that it stands at `to`. */
export const moved = <T,>(list: readonly T[], from: number, to: number): T[] => {
  const rest = list.filter((_, at) => at !== from);
  const item = list[from];
  return item === undefined ? [...list] : [...rest.slice(0, to), item, ...rest.slice(to)];
};

/** What a row of an ordered list needs to be dragged, and to be dropped upon. Buttons do the same without a pointer. */
export function useDragOrder(onMove: (from: number, to: number) => void) {
  const [dragged, setDragged] = useState<number | null>(null);
  const row = (at: number) => ({
    onDragOver: (event: DragEvent) => (dragged === null ? undefined : event.preventDefault()),
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      if (dragged !== null && dragged !== at) onMove(dragged, at);
      setDragged(null);
    },
    "data-dragged": dragged === at || undefined,
  });
  const handle = (at: number) => ({
    draggable: true,
    onDragStart: (event: DragEvent) => {
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", String(at));
      setDragged(at);
    },
    onDragEnd: () => setDragged(null),
  });
  return { row, handle };
}

type SortButtonsProps = {
  name: string;
  at: number;
  count: number;
  onMove: (from: number, to: number) => void;
  handle: ReturnType<ReturnType<typeof useDragOrder>["handle"]>;
};

/** Up, down, and a handle for a pointer. A press keeps the focus where it was, so that it can be pressed again. */
export function SortButtons({ name, at, count, onMove, handle }: SortButtonsProps) {
  const t = useTranslations("organise.sort");
  return (
    <span className="flex items-center">
      <span {...handle} aria-hidden="true" className="cursor-grab p-1 text-ink-3 max-sm:hidden">
        <GripVertical className="size-4" />
      </span>
      <Button
        size="sm"
        variant="ghost"
        iconOnly
        aria-label={t("up", { name })}
        isDisabled={at === 0}
        onPress={() => onMove(at, at - 1)}
      >
        <ChevronUp aria-hidden="true" />
      </Button>
      <Button
        size="sm"
        variant="ghost"
        iconOnly
        aria-label={t("down", { name })}
        isDisabled={at === count - 1}
        onPress={() => onMove(at, at + 1)}
      >
        <ChevronDown aria-hidden="true" />
      </Button>
    </span>
  );
}
