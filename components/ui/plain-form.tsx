"use client";

import { type FormEvent, useActionState, useEffect, useRef, useState, useTransition } from "react";
import type { FormAnswer } from "@/lib/platform/form-answer";
import { askUntilAnswered } from "./ask-until-answered";
import { PlainBanner, PlainButton, PlainField, PlainSelect } from "./plain";

export type PlainFormField = {
  name: string;
  /** Where two forms of one page have a field of this name. */
  id?: string;
  label: string;
  help?: string;
  /** Given: a choice instead of an input. */
  options?: readonly { value: string; label: string }[];
  type?: "text" | "email" | "password" | "tel";
  inputMode?: "text" | "email" | "tel" | "numeric";
  autoComplete?: string;
  autoCapitalize?: "characters" | "none";
  placeholder?: string;
  maxLength?: number;
  mono?: boolean;
};

type PlainFormProps = {
  action: (before: FormAnswer, form: FormData) => Promise<FormAnswer>;
  /** Where the script asks instead of the action: JSON in, where to go or a FormAnswer out. */
  endpoint?: string;
  hidden: Readonly<Record<string, string>>;
  fields: readonly PlainFormField[];
  submitLabel: string;
  pendingLabel: string;
  /** Said while the connection is gone and the same request is tried again, and when that was given up. */
  retryLabel: string;
  lostLabel: string;
  initial?: FormAnswer;
  variant?: "primary" | "secondary";
};

/**
 * A native form that posts without our script and answers in place with it. What was typed stays; the first wrong field
 * gets the focus; a request that got no answer is sent again as it was.
 */
export function PlainForm(props: PlainFormProps) {
  const { action, hidden, fields, submitLabel, pendingLabel, retryLabel, lostLabel, initial = {} } = props;
  const { variant = "primary", endpoint } = props;
  const [posted, post] = useActionState(action, initial);
  const [own, setOwn] = useState<FormAnswer | null>(null);
  const [isLost, setLost] = useState(false);
  const [isPending, start] = useTransition();
  const form = useRef<HTMLFormElement>(null);
  const isFirst = useRef(true);
  const answer = own ?? posted;

  useEffect(() => {
    if (answer.error || answer.errors) {
      form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
    }
  }, [answer]);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (isPending) return;
    const data = new FormData(event.currentTarget);
    start(async () => {
      const ask = () => {
        const first = isFirst.current;
        isFirst.current = false;
        return endpoint
          ? askEndpoint(endpoint, data, first, () => action(answer, data))
          : action(answer, data);
      };
      const result = await askUntilAnswered(ask, setLost);
      setLost(false);
      setOwn(result ?? { error: lostLabel });
    });
  }

  return (
    <form ref={form} action={post} onSubmit={submit} className="grid gap-4" noValidate>
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {answer.error && !isPending ? <PlainBanner tone="danger">{answer.error}</PlainBanner> : null}
      {fields.map((field) => (
        <Field key={field.name} field={field} answer={answer} />
      ))}
      <PlainButton block variant={variant} aria-disabled={isPending}>
        {isPending ? pendingLabel : submitLabel}
      </PlainButton>
      <p role="status" className="empty:hidden text-sm text-ink-2">
        {isLost ? retryLabel : null}
      </p>
    </form>
  );
}

function Field({ field, answer }: { field: PlainFormField; answer: FormAnswer }) {
  const { options, mono, ...rest } = field;
  const error = answer.errors?.[field.name];
  const value = answer.values?.[field.name] ?? "";
  if (options) {
    return (
      <PlainSelect name={field.name} label={field.label} defaultValue={value}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </PlainSelect>
    );
  }
  return (
    <PlainField
      {...rest}
      error={error}
      defaultValue={value}
      className={mono ? "p-input--code" : undefined}
      spellCheck={false}
      // Without our script the answer is a new page: it begins at the field that is wrong.
      autoFocus={error !== undefined}
    />
  );
}

/**
 * Asks the endpoint and leads on when it says so; `first` tells it that this request was never sent before. Whatever it
 * cannot answer (signed out, nothing typed) goes to the action, which can; a server that is too busy is asked again.
 */
async function askEndpoint(
  endpoint: string,
  data: FormData,
  first: boolean,
  otherwise: () => Promise<FormAnswer>,
): Promise<FormAnswer> {
  const fields = Object.fromEntries([...data].filter(([name]) => !name.startsWith("$")));
  const response = await fetch(endpoint, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ ...fields, first }),
  });
  if (response.status >= 500) throw new Error("busy");
  if (response.status !== 200 && response.status !== 409) return await otherwise();
  const answer: { goTo?: string; errors?: Record<string, string> } = await response.json();
  if (!answer.goTo)
    return { errors: answer.errors ?? {}, values: { password: String(data.get("password")) } };
  window.location.assign(answer.goTo);
  // The form waits until the page is left.
  return await new Promise(() => undefined);
}
