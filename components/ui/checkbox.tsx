"use client";

import { Checkbox as HeroCheckbox, CheckboxGroup as HeroCheckboxGroup, Label } from "@heroui/react";
import { FieldNote, type FieldProps } from "./field";
import type { Option } from "./select";

export type CheckboxProps = FieldProps<boolean>;

export function Checkbox({ label, help, error, value, inputRef, ...props }: CheckboxProps) {
  return (
    <HeroCheckbox
      inputRef={inputRef}
      isSelected={value}
      isInvalid={Boolean(error)}
      validationBehavior="aria"
      {...props}
    >
      <HeroCheckbox.Content className="min-h-6">
        <HeroCheckbox.Control>
          <HeroCheckbox.Indicator />
        </HeroCheckbox.Control>
        {label}
      </HeroCheckbox.Content>
      <FieldNote help={help} error={error} />
    </HeroCheckbox>
  );
}

export type CheckboxGroupProps = FieldProps<string[]> & { options: readonly Option[]; row?: boolean };

export function CheckboxGroup({
  label,
  help,
  error,
  options,
  row,
  inputRef: _,
  ...props
}: CheckboxGroupProps) {
  return (
    <HeroCheckboxGroup isInvalid={Boolean(error)} validationBehavior="aria" {...props}>
      <Label>{label}</Label>
      <div className={row ? "flex flex-wrap gap-x-5 gap-y-1.5" : "grid gap-1.5"}>
        {options.map((option) => (
          <HeroCheckbox key={option.value} value={option.value}>
            <HeroCheckbox.Content className="min-h-6">
              <HeroCheckbox.Control>
                <HeroCheckbox.Indicator />
              </HeroCheckbox.Control>
              {option.label}
            </HeroCheckbox.Content>
          </HeroCheckbox>
        ))}
      </div>
      <FieldNote help={help} error={error} />
    </HeroCheckboxGroup>
  );
}
