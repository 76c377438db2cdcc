"use client";

import { CircleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { useCallback, useEffect, useRef } from "react";
import { useFormContext } from "react-hook-form";

type FieldProblem = { name: string; message: string };

type ErrorSummaryProps = {
  attempt: number;
  labels: ReadonlyMap<string, string>;
  /** Asked first, in turn, to show and focus a field that may be out of sight. */
  reveal: ReadonlySet<(name: string) => boolean>;
};

/**
 * After a submit that the fields did not pass: takes the focus, is announced, and each line leads to its field.
 * A single error needs no list: the focus goes straight to the field.
 */
export function ErrorSummary({ attempt, labels, reveal }: ErrorSummaryProps) {
  const t = useTranslations("ui.form");
  const { formState, setFocus } = useFormContext();
  const { errors } = formState;
  const box = useRef<HTMLDivElement>(null);
  const problems = inPageOrder(collect(errors), labels);
  const latest = useRef(problems);
  latest.current = problems;
  const focusOn = useCallback(
    (name: string) => {
      if (![...reveal].some((show) => show(name))) setFocus(name);
    },
    [reveal, setFocus],
  );

  useEffect(() => {
    if (attempt === 0) return;
    const only = latest.current.length === 1 ? latest.current[0] : undefined;
    if (only && labels.has(only.name)) focusOn(only.name);
    else box.current?.focus();
  }, [attempt, labels, focusOn]);

  if (attempt === 0 || problems.length === 0) return null;
  return (
    <div
      ref={box}
      role="alert"
      tabIndex={-1}
      className="rounded-xl border border-danger/30 bg-danger-soft px-4 py-3 text-sm"
    >
      <p className="flex items-center gap-2 font-semibold text-ink">
        <CircleAlert aria-hidden="true" className="size-4 text-danger" />
        {t("summary", { count: problems.length })}
      </p>
      <ul className="mt-1 grid gap-0.5 pl-6">
        {problems.map(({ name, message }) => (
          <li key={name}>
            <a
              href={`#field-${name}`}
              className="inline-block min-h-6 text-danger underline underline-offset-2"
              onClick={(event) => {
                if (!labels.has(name)) return;
                event.preventDefault();
                focusOn(name);
              }}
            >
              {labels.has(name)
                ? t("fieldProblem", { field: labels.get(name) ?? "", problem: message })
                : message}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}

function inPageOrder(problems: FieldProblem[], labels: ReadonlyMap<string, string>): FieldProblem[] {
  const order = [...labels.keys()];
  const place = ({ name }: FieldProblem) => (labels.has(name) ? order.indexOf(name) : order.length);
  return problems.sort((a, b) => place(a) - place(b));
}

function collect(node: unknown, path = ""): FieldProblem[] {
  if (typeof node !== "object" || node === null) return [];
  if ("message" in node && typeof node.message === "string" && "type" in node) {
    return [{ name: path, message: node.message }];
  }
  return Object.entries(node)
    .filter(([key]) => key !== "ref")
    .flatMap(([key, child]) => collect(child, path && key !== "root" ? `${path}.${key}` : path || key));
}
