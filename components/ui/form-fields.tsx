"use client";

import { useLocale, useTranslations } from "next-intl";
import { type ComponentType, useEffect, useRef } from "react";
import { get, useController, useFormContext } from "react-hook-form";
import { useFormContextOfAction } from "./action-form";
import { Checkbox, CheckboxGroup, type CheckboxGroupProps, type CheckboxProps } from "./checkbox";
import { DateTimeField, type DateTimeFieldProps } from "./date-time";
import { DateTimeRange, type DateTimeRangeProps } from "./date-time-range";
import type { FieldProps } from "./field";
import { MoneyField, type MoneyFieldProps } from "./money-field";
import { MultiSelect, type MultiSelectProps } from "./multi-select";
import { NumberField, type NumberFieldProps } from "./number-field";
import { PercentField, type PercentFieldProps } from "./percent-field";
import { RadioGroup, type RadioGroupProps } from "./radio-group";
import { Select, type SelectProps } from "./select";
import { Switch, type SwitchProps } from "./switch";
import { TextField, type TextFieldProps } from "./text-field";
import { type Said, valueWords } from "./value-words";

/** A field's own props, with its value, its errors and its blur taken from the form by `name`. */
type Bound<P> = Omit<P, "value" | "error" | "onBlur" | "inputRef" | "name" | "onChange" | "label"> & {
  name: string;
  label: string;
  /** Also told of every change, after the form. */
  onValue?: (value: unknown) => void;
};

/** A field of the form by `name`: its value, its error, and its label and words made known to the form. */
export function useBoundField(name: string, label: string, said: Said = {}) {
  const { labels, words, pending } = useFormContextOfAction();
  const { field, fieldState, formState } = useController({ name });
  const t = useTranslations("ui.edit_form");
  const locale = useLocale();
  const latest = useRef(said);
  latest.current = said;
  useEffect(() => {
    labels.set(name, label);
    words.set(name, (value) => valueWords(value, latest.current, locale, (yes) => t(yes ? "yes" : "no")));
    return () => {
      labels.delete(name);
      words.delete(name);
    };
  }, [labels, words, name, label, locale, t]);
  const rootMessage: unknown = get(formState.errors, `${name}.root.message`);
  const error = fieldState.error?.message ?? (typeof rootMessage === "string" ? rootMessage : undefined);
  return { field, error, pending };
}

function bound<V, P extends FieldProps<V>>(Field: ComponentType<P>, empty: V, isPercent = false) {
  return function BoundField(props: Bound<P>) {
    const { name, label, onValue } = props;
    const { field, error } = useBoundField(name, label, { ...props, isPercent });
    const own = {
      ...props,
      name: field.name,
      value: field.value ?? empty,
      error,
      inputRef: field.ref,
      onBlur: field.onBlur,
      onChange: (value: V) => {
        field.onChange(value);
        onValue?.(value);
      },
    };
    return (
      <div id={`field-${name}`} className="min-w-0 scroll-mt-20">
        <Field {...withoutOnValue<P>(own)} />
      </div>
    );
  };
}

/** The props of `Field`, put together again from its own and the form's; the one place that asserts it. */
function withoutOnValue<P>({ onValue: _, ...props }: { onValue?: unknown }): P {
  return props as P;
}

export const FormText = bound<string, TextFieldProps>(TextField, "");
export const FormNumber = bound<number | null, NumberFieldProps>(NumberField, null);
export const FormMoney = bound<number | null, MoneyFieldProps>(MoneyField, null);
export const FormPercent = bound<number | null, PercentFieldProps>(PercentField, null, true);
export const FormSelect = bound<string, SelectProps>(Select, "");
export const FormMultiSelect = bound<string[], MultiSelectProps>(MultiSelect, []);
export const FormCheckbox = bound<boolean, CheckboxProps>(Checkbox, false);
export const FormCheckboxGroup = bound<string[], CheckboxGroupProps>(CheckboxGroup, []);
export const FormSwitch = bound<boolean, SwitchProps>(Switch, false);
export const FormRadio = bound<string, RadioGroupProps>(RadioGroup, "");
export const FormDateTime = bound<string | null, DateTimeFieldProps>(DateTimeField, null);

/** Two names for one range, so that each end has its own place in the schema and its own error. */
export function FormDateTimeRange(
  props: Omit<Bound<DateTimeRangeProps>, "name"> & { fromName: string; untilName: string },
) {
  const { fromName, untilName, onValue: _, ...rest } = props;
  const t = useTranslations("ui.dates");
  const from = useBoundField(fromName, t("rangeFrom", { name: props.label }));
  const until = useBoundField(untilName, t("rangeUntil", { name: props.label }));
  const { clearErrors } = useFormContext();
  return (
    <div id={`field-${fromName}`} className="min-w-0 scroll-mt-20">
      <span id={`field-${untilName}`} />
      <DateTimeRange
        {...rest}
        value={{ from: from.field.value ?? null, until: until.field.value ?? null }}
        fromError={from.error}
        untilError={until.error}
        inputRef={from.field.ref}
        onChange={(range) => {
          clearErrors([fromName, untilName]);
          from.field.onChange(range.from);
          until.field.onChange(range.until);
        }}
      />
    </div>
  );
}
