"use client";

import { useSearchParams } from "next/navigation";
import { Fragment, type ReactNode, useState } from "react";

type DraftFormProps = {
  /** The draft as the page opened it. */
  draft: { id: string };
  /** What else of the address makes it another form: the type, say. */
  of?: string;
  children: ReactNode;
};

/**
 * The form of something new, begun afresh where another draft is asked for. It is not where the page is only drawn
 * anew, with the draft as it was kept meanwhile in its address: what was typed after that would be lost.
 */
export function DraftForm({ draft, of = "", children }: DraftFormProps) {
  const asked = useSearchParams().get("draft");
  const [form, setForm] = useState({ id: draft.id, asked, number: 0 });
  if (asked !== form.asked) {
    setForm(asked === form.id ? { ...form, asked } : { id: draft.id, asked, number: form.number + 1 });
  }
  return <Fragment key={`${of} ${form.number}`}>{children}</Fragment>;
}
