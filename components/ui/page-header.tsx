import type { ReactNode } from "react";
import { BackLink } from "./back-link";

type PageHeaderProps = {
  title: string;
  badge?: ReactNode;
  meta?: ReactNode;
  back?: { href: string; label: string };
  actions?: ReactNode;
};

export function PageHeader({ title, badge, meta, back, actions }: PageHeaderProps) {
  return (
    <header className="mb-5 grid grid-cols-[minmax(0,1fr)] gap-1">
      {back ? <BackLink {...back} /> : null}
      <div className="flex flex-wrap items-start gap-x-4 gap-y-3">
        <div className="grid min-w-0 flex-1 basis-60 gap-1">
          <div className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-1">
            <h1 tabIndex={-1} className="min-w-0 text-xl font-[650] wrap-anywhere text-ink">
              {title}
            </h1>
            {badge}
          </div>
          {meta ? <div className="text-sm text-ink-2">{meta}</div> : null}
        </div>
        {actions ? <div className="flex min-w-0 flex-wrap items-center gap-2">{actions}</div> : null}
      </div>
    </header>
  );
}
