"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { cx } from "./class-names";

type SectionNavProps = { items: readonly { id: string; label: string }[] };

/** The sections of a long form, each marked "!" while something in it is wrong. Shown from 1360 px on. */
export function SectionNav({ items }: SectionNavProps) {
  const t = useTranslations("ui.form");
  const wrong = useWrongSections(items);
  return (
    <nav
      aria-label={t("sections")}
      className="sticky top-4 hidden w-44 shrink-0 self-start min-[1360px]:block"
    >
      <ul className="grid gap-0.5">
        {items.map((item) => (
          <li key={item.id}>
            <a
              href={`#${item.id}`}
              className="flex min-h-8 items-center justify-between gap-2 rounded-md px-2.5 text-sm text-ink-2 hover:bg-sunken hover:text-ink"
            >
              {item.label}
              {wrong.has(item.id) ? (
                <span
                  className={cx(
                    "grid size-4 place-items-center rounded-full bg-danger-soft text-xs font-bold text-danger",
                  )}
                >
                  <span aria-hidden="true">!</span>
                  <span className="sr-only">{t("sectionWrong")}</span>
                </span>
              ) : null}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function useWrongSections(items: SectionNavProps["items"]): ReadonlySet<string> {
  const [wrong, setWrong] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    const look = () => {
      const found = items.filter(({ id }) =>
        document.querySelector(`[id="${CSS.escape(id)}"] [data-invalid="true"]`),
      );
      setWrong((known) => {
        const next = new Set(found.map(({ id }) => id));
        return next.size === known.size && [...next].every((id) => known.has(id)) ? known : next;
      });
    };
    const observer = new MutationObserver(look);
    observer.observe(document.body, {
      subtree: true,
      attributes: true,
      attributeFilter: ["data-invalid"],
      childList: true,
    });
    look();
    return () => observer.disconnect();
  }, [items]);
  return wrong;
}
