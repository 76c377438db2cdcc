"use client";

import { Description, FieldError } from "@heroui/react";
import type { Ref } from "react";

export type FieldProps<V> = {
  label: string;
  help?: React.ReactNode;
  error?: string;
  name?: string;
  value: V;
  onChange: (value: V) => void;
  onBlur?: () => void;
  isRequired?: boolean;
  isDisabled?: boolean;
  /** What takes the focus when the summary of errors points here. */
  inputRef?: Ref<HTMLInputElement & HTMLTextAreaElement & HTMLButtonElement>;
};

/** Help under a field, or the error in its place. */
export function FieldNote({ help, error }: { help?: React.ReactNode; error?: string }) {
  if (error) return <FieldError>{error}</FieldError>;
  if (help) return <Description>{help}</Description>;
  return null;
}
