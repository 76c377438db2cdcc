import type { ReactNode } from "react";
import { Icon, type IconName } from "./icon";

type StateBlockProps = { icon: IconName; title: string; text: ReactNode; action?: ReactNode };

/** Why nothing can be done on the page now, and the next step. */
export function StateBlock({ icon, title, text, action }: StateBlockProps) {
  return (
    <div className="grid gap-4">
      <div className="flex items-start gap-3">
        <span className="grid size-11 shrink-0 place-items-center rounded-full bg-brand-soft text-brand">
          <Icon name={icon} />
        </span>
        <div className="grid gap-1">
          <h2 className="text-lg font-semibold">{title}</h2>
          <div className="text-sm text-ink-2">{text}</div>
        </div>
      </div>
      {action}
    </div>
  );
}
