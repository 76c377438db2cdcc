type SparklineProps = { values: readonly number[]; className?: string };

/** A line without scale beside a figure, to see its course; the figures themselves stand in words elsewhere. */
export function Sparkline({ values, className = "stroke-brand" }: SparklineProps) {
  if (values.length < 2) return null;
  const most = Math.max(1, ...values);
  const points = values.map((value, i) => `${(100 * i) / (values.length - 1)},${23 - (22 * value) / most}`);
  return (
    <svg viewBox="0 0 100 24" preserveAspectRatio="none" aria-hidden="true" className="h-6 w-full">
      <polyline
        points={points.join(" ")}
        fill="none"
        strokeWidth="1.5"
        vectorEffect="non-scaling-stroke"
        className={className}
      />
    </svg>
  );
}
