import { cx } from "./class-names";
import { Link } from "./link";
import { ShowCurrent } from "./show-current";

export type TabLink = { href: string; label: string; current: boolean };

/** Tabs that are links: each has its own address, so Back, reload and sharing keep it. */
export function TabLinks({ label, items }: { label: string; items: readonly TabLink[] }) {
  return (
    <nav aria-label={label} className="mb-5 overflow-x-auto border-b border-border">
      <ul className="flex gap-1">
        {items.map((item) => (
          <li key={item.href}>
            <Link
              href={item.href}
              aria-current={item.current ? "page" : undefined}
              className={cx(
                "-mb-px inline-flex h-9 items-center border-b-2 px-3 text-sm font-medium whitespace-nowrap focus-visible:-outline-offset-2",
                item.current ? "border-brand text-ink" : "border-transparent text-ink-2 hover:text-ink",
              )}
            >
              {item.label}
            </Link>
          </li>
        ))}
      </ul>
      <ShowCurrent of={items.find((item) => item.current)?.href ?? ""} />
    </nav>
  );
}
