import type { ReactNode } from "react";
import { cx } from "./class-names";
import { InfoTip } from "./tooltip";

type KeyFigureProps = { label: string; value: string; definition?: string; hint?: ReactNode };

export function KeyFigures({ children }: { children: ReactNode }) {
  return (
    <dl className="grid grid-cols-2 max-sm:[&>*:last-child:nth-child(odd)]:col-span-2 gap-px overflow-hidden rounded-xl border border-border bg-border shadow-e1 sm:grid-cols-[repeat(auto-fit,minmax(150px,1fr))]">
      {children}
    </dl>
  );
}

/** Words, and amounts that would break in two where seven figures stand side by side, are set smaller. */
const sizeOf = (value: string) =>
  value.length < 2 || (/\d/.test(value) && value.length < 9) ? "text-2xl" : "text-lg leading-8";

export function KeyFigure({ label, value, definition, hint }: KeyFigureProps) {
  return (
    <div className="flex min-w-0 flex-col gap-1 bg-surface px-4 py-3">
      <dt className="flex min-h-6 items-center gap-1 text-xs text-ink-2">
        {label}
        {definition ? <InfoTip label={label} text={definition} /> : null}
      </dt>
      <dd className={cx("tabular font-[650] tracking-tight wrap-anywhere text-ink", sizeOf(value))}>
        {value}
      </dd>
      {hint ? <dd className="text-xs text-ink-2">{hint}</dd> : null}
    </div>
  );
}
