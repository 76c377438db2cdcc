"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { useFormContextOfAction } from "./action-form";
import { cx } from "./class-names";
import type { SectionMark, SectionMarks } from "./section-marks";

type SectionNavProps = { items: readonly { id: string; label: string }[] };

/**
 * The sections of a long form, each marked "!" while something in it is wrong and "✓" once nothing of it is missing. Shown
 * from 1360 px on: below, it would take its room from the form and its preview.
 */
export function SectionNav({ items }: SectionNavProps) {
  const t = useTranslations("ui.form");
  const marks = useMarks(items.map(({ id }) => id));
  return (
    <nav
      aria-label={t("sections")}
      className="sticky top-4 hidden w-44 shrink-0 self-start min-[1360px]:block"
    >
      <ul className="grid gap-0.5">
        {items.map(({ id, label }) => (
          <li key={id}>
            <a
              href={`#${id}`}
              className="flex min-h-8 items-center justify-between gap-2 rounded-md px-2.5 text-sm text-ink-2 hover:bg-sunken hover:text-ink"
            >
              {label}
              <Mark mark={marks[id]} />
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Mark({ mark }: { mark: SectionMark | undefined }) {
  const t = useTranslations("ui.form");
  if (!mark) return null;
  const isWrong = mark === "wrong";
  return (
    <span
      className={cx(
        "grid size-4 shrink-0 place-items-center rounded-full text-xs font-bold",
        isWrong ? "bg-danger-soft text-danger" : "bg-success-soft text-success",
      )}
    >
      <span aria-hidden="true">{isWrong ? "!" : "✓"}</span>
      <span className="sr-only">{t(isWrong ? "sectionWrong" : "sectionDone")}</span>
    </span>
  );
}

function useMarks(ids: readonly string[]): SectionMarks {
  const [marks, setMarks] = useState<SectionMarks>({});
  const { unfinished } = useFormContextOfAction();
  const latest = useRef(unfinished);
  latest.current = unfinished;
  const names = ids.join(" ");
  useEffect(() => {
    let stop: (() => void) | undefined;
    let isOver = false;
    const room = matchMedia("(min-width: 1360px)");
    // A form is typed into before anybody looks at its marks, and where they are not shown nobody does.
    const begin = async () => {
      if (!room.matches || stop) return;
      const { watchMarks } = await import("./section-marks");
      if (!isOver) stop ??= watchMarks(names.split(" "), () => latest.current(), setMarks);
    };
    room.addEventListener("change", begin);
    void begin();
    return () => {
      isOver = true;
      room.removeEventListener("change", begin);
      stop?.();
    };
  }, [names]);
  return marks;
}
