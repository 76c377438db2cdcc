import { useTranslations } from "next-intl";
import { cx } from "./class-names";

function Bone({ className }: { className?: string }) {
  return <span aria-hidden="true" className={cx("block animate-pulse rounded-sm bg-sunken", className)} />;
}

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

export function SkeletonTable({ columns = 5, rows = 8 }: { columns?: number; rows?: number }) {
  const t = useTranslations("ui");
  const widths = ["w-40", "w-20", "w-24", "w-16", "w-28"];
  return (
    <div
      role="status"
      aria-label={t("loading")}
      className="overflow-hidden rounded-xl border border-border bg-surface"
    >
      <div className="h-9 border-b border-border bg-sunken" />
      {numbers(rows).map((row) => (
        <div key={row} className="flex h-11 items-center gap-6 border-b border-border px-4 last:border-0">
          {numbers(columns).map((column) => (
            <Bone key={column} className={cx("h-3", widths[column % widths.length])} />
          ))}
        </div>
      ))}
    </div>
  );
}

/** What stands where a part comes that is fetched when it is first needed. */
export function Waiting() {
  const t = useTranslations("ui");
  return (
    <div role="status" aria-label={t("loading")} className="grid gap-3">
      <Bone className="h-4 w-32" />
      <Bone className="h-8" />
    </div>
  );
}

export function SkeletonPage() {
  return (
    <div className="grid gap-5">
      <Bone className="h-7 w-56" />
      <SkeletonTable />
    </div>
  );
}
