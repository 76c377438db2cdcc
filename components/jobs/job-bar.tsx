type JobBarProps = { done: number; total: number | null; label: string };

/** How far a job is. One whose end nobody knows shows that it moves, not how far. */
export function JobBar({ done, total, label }: JobBarProps) {
  const part = total === null ? null : total === 0 ? 1 : Math.min(1, done / total);
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={part === null ? undefined : Math.round(part * 100)}
      className="h-1.5 w-full overflow-hidden rounded-full bg-sunken"
    >
      <div
        className={`h-full rounded-full bg-brand ${part === null ? "w-1/3 motion-safe:animate-pulse" : ""}`}
        style={part === null ? undefined : { width: `${part * 100}%` }}
      />
    </div>
  );
}
