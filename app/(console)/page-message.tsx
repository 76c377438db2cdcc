import type { ReactNode } from "react";

type PageMessageProps = { title: string; text: string; note?: string; action: ReactNode };

/** A whole page with one thing to say and one way on. */
export function PageMessage({ title, text, note, action }: PageMessageProps) {
  return (
    <main
      id="main"
      className="mx-auto grid min-h-[70dvh] max-w-lg content-center justify-items-center gap-3 px-6 text-center"
    >
      <h1 tabIndex={-1} className="text-xl font-[650]">
        {title}
      </h1>
      <p className="text-sm text-ink-2">{text}</p>
      <div className="mt-2 flex flex-wrap justify-center gap-2">{action}</div>
      {note ? <p className="font-mono text-xs text-ink-2">{note}</p> : null}
    </main>
  );
}
