import type { ReactNode } from "react";
import { cx } from "./class-names";

type CardProps = {
  title?: string;
  actions?: ReactNode;
  footer?: ReactNode;
  id?: string;
  padded?: boolean;
  className?: string;
  children: ReactNode;
};

export function Card({ title, actions, footer, id, padded = true, className, children }: CardProps) {
  return (
    <section id={id} className={cx("rounded-xl border border-border bg-surface shadow-e1", className)}>
      {title || actions ? (
        <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-2 px-4 pt-3.5 pb-2">
          {title ? <h2 className="text-lg font-semibold text-ink">{title}</h2> : <span />}
          {actions ? <div className="flex items-center gap-2">{actions}</div> : null}
        </div>
      ) : null}
      <div
        className={cx(padded ? (title ? "px-4 pb-4" : "p-4") : "overflow-hidden last:rounded-b-[inherit]")}
      >
        {children}
      </div>
      {footer ? <div className="border-t border-border px-4 py-3 text-sm text-ink-2">{footer}</div> : null}
    </section>
  );
}
