import { useFormatter } from "next-intl";
import { Link } from "@/components/ui/link";

type LabelCountProps = { count: number; capped: boolean; href?: string; label?: string };

/** How many members, "10,000+" where counting stopped; a link to them where there are any. */
export function LabelCount({ count, capped, href, label }: LabelCountProps) {
  const format = useFormatter();
  const words = format.number(count) + (capped ? "+" : "");
  if (!href || count === 0) return <span className="tabular">{words}</span>;
  return (
    <Link
      href={href}
      aria-label={label ? `${words} · ${label}` : undefined}
      className="tabular text-brand underline underline-offset-2"
    >
      {words}
    </Link>
  );
}
