import type { ReactNode } from "react";
import { Time } from "./time";

export type TimelineItem = { key: string; title: ReactNode; at: Date; by?: string; detail?: ReactNode };

export function Timeline({ items, timeZone }: { items: readonly TimelineItem[]; timeZone: string }) {
  return (
    <ol className="grid">
      {items.map((item) => (
        <li key={item.key} className="relative grid gap-0.5 pb-4 pl-5 last:pb-0 [&:last-child>.rail]:hidden">
          <span aria-hidden="true" className="rail absolute top-3 bottom-0 left-[5px] w-px bg-border" />
          <span
            aria-hidden="true"
            className="absolute top-1.5 left-px size-2.5 rounded-full border-2 border-brand bg-surface"
          />
          <span className="text-sm text-ink">{item.title}</span>
          <span className="text-xs text-ink-2">
            {item.by ? `${item.by} · ` : null}
            <Time at={item.at} timeZone={timeZone} mode="datetime" />
          </span>
          {item.detail ? <div className="text-sm text-ink-2">{item.detail}</div> : null}
        </li>
      ))}
    </ol>
  );
}
