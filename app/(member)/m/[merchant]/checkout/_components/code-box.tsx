"use client";

import { type KeyboardEvent, type MouseEvent, useEffect, useRef, useState, useTransition } from "react";
import { PLACE_FORM } from "@/app/(member)/m/[merchant]/checkout/_components/change-button";
import { askUntilAnswered } from "@/components/ui/ask-until-answered";
import { PlainBanner, PlainButton, PlainField } from "@/components/ui/plain";
import { claimAtCheckout } from "@/lib/orders/actions/shop";

type CodeBoxProps = {
  /** The code that was typed last, and why it did not work; empty = it was not tried. Null = nothing was typed. */
  typed: { readonly code: string; readonly error: string } | null;
  label: string;
  help: string;
  submitLabel: string;
  pendingLabel: string;
  /** Said while the connection is gone and the same request is tried again, and when that was given up. */
  retryLabel: string;
  lostLabel: string;
};

/**
 * A box for a code. It is part of the page's one form, so that what was typed elsewhere goes along, whether or not our script has come;
 * the script alone asks again where there was no answer: the request counts once.
 */
export function CodeBox({ typed, label, help, ...words }: CodeBoxProps) {
  const [isPending, start] = useTransition();
  const [isLost, setLost] = useState(false);
  const [fault, setFault] = useState("");
  const box = useRef<HTMLDivElement>(null);
  const isAsked = useRef(false);

  useEffect(() => {
    if (!isAsked.current || isPending) return;
    isAsked.current = false;
    if (typed?.error) box.current?.querySelector<HTMLElement>("input[name=code]")?.focus();
  }, [typed, isPending]);

  function ask(event: MouseEvent<HTMLButtonElement> | KeyboardEvent<HTMLInputElement>) {
    const { form } = event.currentTarget;
    if (!form) return;
    event.preventDefault();
    if (isPending) return;
    const data = new FormData(form);
    isAsked.current = true;
    setFault("");
    start(async () => {
      // A code that worked leads on; what was said of one that did not comes with the page.
      const answer = await askUntilAnswered(() => claimAtCheckout({}, data), setLost);
      setLost(false);
      setFault(answer ? (answer.error ?? "") : words.lostLabel);
    });
  }

  return (
    <div ref={box} className="grid gap-4">
      {fault && !isPending ? <PlainBanner tone="danger">{fault}</PlainBanner> : null}
      <PlainField
        key={typed?.code}
        name="code"
        label={label}
        help={help}
        form={PLACE_FORM}
        error={typed?.error || undefined}
        defaultValue={typed?.code}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        maxLength={100}
        onKeyDown={(event) => event.key === "Enter" && !event.nativeEvent.isComposing && ask(event)}
      />
      {typed?.error ? <input type="hidden" name="refused" value={typed.code} form={PLACE_FORM} /> : null}
      <PlainButton
        {...{ block: true, variant: "secondary", form: PLACE_FORM, name: "change", value: "code" }}
        aria-disabled={isPending}
        onClick={ask}
      >
        {isPending ? words.pendingLabel : words.submitLabel}
      </PlainButton>
      <p role="status" className="empty:hidden text-sm text-ink-2">
        {isLost ? words.retryLabel : null}
      </p>
    </div>
  );
}
