import type { ReactNode } from "react";
import { Card } from "./card";
import { cx } from "./class-names";
import { SectionNav } from "./section-nav";

type FormPageProps = {
  aside?: ReactNode;
  nav?: readonly { id: string; label: string }[];
  children: ReactNode;
};

/** A form of 680 px with a rail of 320 px for the preview; the section marks stand at the left where there is room. */
export function FormPage({ aside, nav, children }: FormPageProps) {
  return (
    <div className={cx("flex max-w-[1240px] gap-6", nav && "mx-auto justify-center")}>
      {nav ? <SectionNav items={nav} /> : null}
      <div className="grid w-full max-w-[1024px] min-w-0 grid-cols-[minmax(0,1fr)] items-start gap-6 lg:grid-cols-[minmax(0,680px)_320px]">
        <div className="min-w-0">{children}</div>
        {aside ? <aside className="grid gap-4 lg:sticky lg:top-4">{aside}</aside> : null}
      </div>
    </div>
  );
}

type FormSectionProps = { id: string; title: string; help?: ReactNode; children: ReactNode };

export function FormSection({ id, title, help, children }: FormSectionProps) {
  return (
    <Card id={id} title={title} className="scroll-mt-6">
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
        {help ? <p className="text-sm text-ink-2">{help}</p> : null}
        {children}
      </div>
    </Card>
  );
}
