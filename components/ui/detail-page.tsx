import type { ReactNode } from "react";

type DetailPageProps = { header: ReactNode; tabs?: ReactNode; aside?: ReactNode; children: ReactNode };

/** Two thirds for what the thing is, one third for its summary, its story and its neighbours. */
export function DetailPage({ header, tabs, aside, children }: DetailPageProps) {
  return (
    <>
      {header}
      {tabs}
      {aside ? (
        <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-5 lg:grid-cols-3">
          <div className="grid min-w-0 gap-5 lg:col-span-2">{children}</div>
          <aside className="grid min-w-0 gap-5">{aside}</aside>
        </div>
      ) : (
        <div className="grid grid-cols-[minmax(0,1fr)] gap-5">{children}</div>
      )}
    </>
  );
}
