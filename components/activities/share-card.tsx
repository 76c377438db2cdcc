import { Ticket } from "lucide-react";

type ShareCardProps = { title: string; subtitle: string; host: string; merchantName: string };

/** The link as a chat shows it. */
export function ShareCard({ title, subtitle, host, merchantName }: ShareCardProps) {
  return (
    <div className="overflow-hidden rounded-xl border border-border bg-surface shadow-e1">
      <div className="grid h-24 place-items-center bg-brand-soft text-brand" aria-hidden="true">
        <Ticket className="size-9" strokeWidth={1.5} />
      </div>
      <div className="grid gap-0.5 px-3.5 py-3">
        <span className="text-md font-semibold wrap-anywhere text-ink">{title}</span>
        {subtitle ? <span className="line-clamp-2 text-xs wrap-anywhere text-ink-2">{subtitle}</span> : null}
        <span className="text-2xs text-ink-2">
          {merchantName} · {host}
        </span>
      </div>
    </div>
  );
}
