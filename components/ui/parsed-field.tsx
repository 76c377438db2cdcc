"use client";

import { useState } from "react";
import type { FieldProps } from "./field";
import { TextField, type TextFieldProps } from "./text-field";

type ParsedFieldProps = Omit<TextFieldProps, "value" | "onChange"> &
  FieldProps<number | null> & {
    parse: (text: string) => number | null;
    format: (value: number) => string;
  };

/**
 * A text box whose value is a number. Empty text is null, text that is no such number is NaN (so that a schema
 * refuses it), and what the person typed is never rewritten while the cursor is in it.
 */
export function ParsedField({ parse, format, value, onChange, onBlur, ...props }: ParsedFieldProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const shown = value === null || value === undefined || Number.isNaN(value) ? "" : format(value);
  const invalidText = draft !== null && Number.isNaN(value);
  return (
    <TextField
      {...props}
      value={draft ?? shown}
      onChange={(text) => {
        setDraft(text);
        onChange(text.trim() === "" ? null : (parse(text) ?? Number.NaN));
      }}
      onBlur={() => {
        if (!invalidText) setDraft(null);
        onBlur?.();
      }}
    />
  );
}
