"use client";

import { TextField as HeroTextField, Input, InputGroup, Label, TextArea } from "@heroui/react";
import type { HTMLInputAutoCompleteAttribute, ReactNode } from "react";
import { cx } from "./class-names";
import { FieldNote, type FieldProps } from "./field";

export type TextFieldProps = FieldProps<string> & {
  multiline?: boolean;
  rows?: number;
  maxLength?: number;
  type?: "text" | "email" | "tel" | "url" | "password" | "search";
  inputMode?: "text" | "numeric" | "decimal" | "tel" | "email" | "url";
  autoComplete?: HTMLInputAutoCompleteAttribute;
  placeholder?: string;
  prefix?: ReactNode;
  suffix?: ReactNode;
  mono?: boolean;
  isReadOnly?: boolean;
  labelHidden?: boolean;
  className?: string;
};

export function TextField(props: TextFieldProps) {
  const {
    label,
    help,
    error,
    multiline,
    rows,
    prefix,
    suffix,
    mono,
    inputRef,
    labelHidden,
    className,
    ...field
  } = props;
  const { placeholder, ...root } = field;
  const font = mono ? "font-mono" : undefined;
  return (
    <HeroTextField
      fullWidth
      validationBehavior="aria"
      isInvalid={Boolean(error)}
      className={cx("min-w-0", className)}
      {...root}
    >
      <Label className={labelHidden ? "sr-only" : undefined}>{label}</Label>
      {multiline ? (
        <TextArea ref={inputRef} rows={rows ?? 3} placeholder={placeholder} className={font} />
      ) : prefix || suffix ? (
        <InputGroup fullWidth>
          {prefix ? <InputGroup.Prefix className="text-ink-2">{prefix}</InputGroup.Prefix> : null}
          <InputGroup.Input ref={inputRef} placeholder={placeholder} className={cx("min-w-0", font)} />
          {suffix ? <InputGroup.Suffix className="text-ink-2">{suffix}</InputGroup.Suffix> : null}
        </InputGroup>
      ) : (
        <Input ref={inputRef} placeholder={placeholder} className={font} />
      )}
      <FieldNote help={help} error={error} />
    </HeroTextField>
  );
}
