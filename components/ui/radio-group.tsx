"use client";

import { RadioGroup as HeroRadioGroup, Label, Radio } from "@heroui/react";
import { cx } from "./class-names";
import { FieldNote, type FieldProps } from "./field";

export type RadioOption = { value: string; label: string; description?: string; disabledReason?: string };

export type RadioGroupProps = FieldProps<string> & {
  options: readonly RadioOption[];
  variant?: "list" | "cards" | "segments";
  labelHidden?: boolean;
};

const layout = {
  list: "grid gap-1.5",
  cards: "grid gap-2 sm:grid-cols-2",
  segments: "inline-flex w-fit max-w-full flex-wrap gap-1 rounded-lg bg-sunken p-1",
} as const;

export function RadioGroup(props: RadioGroupProps) {
  const { label, help, error, options, variant = "list", value, labelHidden, inputRef, ...root } = props;
  return (
    <HeroRadioGroup isInvalid={Boolean(error)} validationBehavior="aria" value={value} {...root}>
      <Label className={labelHidden ? "sr-only" : undefined}>{label}</Label>
      <div className={layout[variant]}>
        {options.map((option, index) => (
          <RadioChoice
            key={option.value}
            option={option}
            variant={variant}
            selected={option.value === value}
            inputRef={option.value === value || (!value && index === 0) ? inputRef : undefined}
          />
        ))}
      </div>
      <FieldNote help={help} error={error} />
    </HeroRadioGroup>
  );
}

type ChoiceProps = {
  option: RadioOption;
  variant: keyof typeof layout;
  selected: boolean;
  inputRef: RadioGroupProps["inputRef"];
};

function RadioChoice({ option, variant, selected, inputRef }: ChoiceProps) {
  const note = option.disabledReason ?? option.description;
  return (
    <Radio
      inputRef={inputRef}
      value={option.value}
      isDisabled={Boolean(option.disabledReason)}
      className={cx(
        variant === "cards" && "rounded-xl border bg-surface p-3 transition-colors",
        variant === "cards" &&
          (selected ? "border-brand bg-brand-soft" : "border-border hover:border-border-strong"),
        variant === "segments" && "rounded-md",
        variant === "segments" && selected && "bg-surface shadow-e1",
      )}
    >
      <Radio.Content
        className={cx(
          "min-h-6",
          variant === "segments" && "px-3",
          variant === "cards" && "w-full items-start",
        )}
      >
        {variant === "segments" ? null : (
          <Radio.Control className={variant === "cards" ? "mt-0.5" : undefined}>
            <Radio.Indicator />
          </Radio.Control>
        )}
        <span className="grid">
          <span className={cx("text-sm", variant !== "list" && "font-medium")}>{option.label}</span>
          {note ? <span className="text-xs font-normal text-ink-2">{note}</span> : null}
        </span>
      </Radio.Content>
    </Radio>
  );
}
