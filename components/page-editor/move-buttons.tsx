"use client";

import { ChevronDown, ChevronUp } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRef } from "react";
import { Button } from "@/components/ui/button";

type MoveButtonsProps = {
  name: string;
  at: number;
  /** The first and last place that can be moved to. */
  first?: number;
  last: number;
  onMove: (to: number) => void;
};

/**
 * One place up, one place down. The focus stays on the button, or goes to the other where there is no further
 * way; among points, which are known by their places alone, it goes along to the new place.
 */
export function MoveButtons({ name, at, first = 1, last, onMove }: MoveButtonsProps) {
  const t = useTranslations("page-editor");
  const box = useRef<HTMLSpanElement>(null);
  const press = (to: number, which: "up" | "down") => {
    onMove(to);
    requestAnimationFrame(() => {
      const points = box.current?.closest("[data-points]")?.querySelectorAll(":scope > [data-point]");
      const home = points?.[to] ?? box.current;
      const wanted = home?.querySelector<HTMLButtonElement>(`[data-way="${which}"]:not([disabled])`);
      (wanted ?? home?.querySelector<HTMLButtonElement>("button:not([disabled])"))?.focus();
    });
  };
  return (
    <span ref={box} className="flex">
      <Button
        size="sm"
        variant="ghost"
        iconOnly
        data-way="up"
        aria-label={t("up", { name })}
        isDisabled={at <= first}
        onPress={() => press(at - 1, "up")}
      >
        <ChevronUp aria-hidden="true" />
      </Button>
      <Button
        size="sm"
        variant="ghost"
        iconOnly
        data-way="down"
        aria-label={t("down", { name })}
        isDisabled={at >= last}
        onPress={() => press(at + 1, "down")}
      >
        <ChevronDown aria-hidden="true" />
      </Button>
    </span>
  );
}
