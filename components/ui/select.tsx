"use client";

import { Select as HeroSelect, Label, ListBox } from "@heroui/react";
import { useTranslations } from "next-intl";
import { cx } from "./class-names";
import { FieldNote, type FieldProps } from "./field";
import { ListedNote } from "./listed-note";

export type Option = { value: string; label: string; description?: string };

export type SelectProps = FieldProps<string> & {
  options: readonly Option[];
  placeholder?: string;
  labelHidden?: boolean;
  className?: string;
};

export function Select({
  label,
  help,
  error,
  value,
  onChange,
  options,
  inputRef,
  labelHidden,
  className,
  ...props
}: SelectProps) {
  const t = useTranslations("ui");
  const { placeholder, ...root } = props;
  return (
    <HeroSelect
      fullWidth
      validationBehavior="aria"
      isInvalid={Boolean(error)}
      className={cx("min-w-0", className)}
      placeholder={placeholder ?? t("choose")}
      value={value || null}
      onChange={(key) => onChange(key === null ? "" : String(key))}
      {...root}
    >
      <Label className={labelHidden ? "sr-only" : undefined}>{label}</Label>
      <HeroSelect.Trigger ref={inputRef}>
        <HeroSelect.Value />
        <HeroSelect.Indicator />
      </HeroSelect.Trigger>
      <FieldNote help={help} error={error} />
      <HeroSelect.Popover>
        <ListBox>
          {options.map((option) => (
            <ListBox.Item key={option.value} id={option.value} textValue={option.label}>
              <span className="grid">
                <span>{option.label}</span>
                {option.description ? <span className="text-xs text-ink-2">{option.description}</span> : null}
              </span>
              <ListBox.ItemIndicator />
            </ListBox.Item>
          ))}
        </ListBox>
        <ListedNote count={options.length} />
      </HeroSelect.Popover>
    </HeroSelect>
  );
}
