"use client";

import { Fragment, type ReactNode, useState } from "react";
import type { DraftStart } from "./use-draft";

type DraftFormProps = {
  /** The draft as the page opened it. */
  draft: Pick<DraftStart, "id" | "asked">;
  /** What else of the address makes it another form: the type, say. */
  of?: string;
  children: ReactNode;
};

/**
 * The form of something new, begun afresh where another draft is asked for. It is not where the page is only drawn
 * anew, with the draft as it was kept meanwhile in its address: what was typed after that would be lost. It goes by what
 * the page was drawn for, since the address changes before the page does.
 */
export function DraftForm({ draft, of = "", children }: DraftFormProps) {
  const { id, asked } = draft;
  const [form, setForm] = useState({ id, asked, number: 0 });
  if (asked !== form.asked) {
    setForm(asked === form.id ? { ...form, asked } : { id, asked, number: form.number + 1 });
  }
  return <Fragment key={`${of} ${form.number}`}>{children}</Fragment>;
}
