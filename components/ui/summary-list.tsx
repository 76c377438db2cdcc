import type { ReactNode } from "react";

export type SummaryItem = { label: string; value: ReactNode };

export function SummaryList({ items }: { items: readonly SummaryItem[] }) {
  return (
    <dl className="grid gap-y-2.5 text-sm">
      {items.map((item) => (
        <div key={item.label} className="grid gap-x-4 sm:grid-cols-[minmax(120px,2fr)_5fr]">
          <dt className="text-ink-2">{item.label}</dt>
          <dd className="min-w-0 wrap-anywhere text-ink">{item.value}</dd>
        </div>
      ))}
    </dl>
  );
}
