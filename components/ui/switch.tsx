"use client";

import { Switch as HeroSwitch } from "@heroui/react";
import { FieldNote, type FieldProps } from "./field";

export type SwitchProps = FieldProps<boolean>;

export function Switch({ label, help, error, value, inputRef, isRequired: _, ...props }: SwitchProps) {
  return (
    <HeroSwitch inputRef={inputRef} isSelected={value} {...props}>
      <HeroSwitch.Content className="min-h-6">
        <HeroSwitch.Control>
          <HeroSwitch.Thumb />
        </HeroSwitch.Control>
        {label}
      </HeroSwitch.Content>
      <FieldNote help={error ?? help} />
    </HeroSwitch>
  );
}
