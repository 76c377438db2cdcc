"use client";

import { ListBox, Popover, SearchField } from "@heroui/react";
import { ChevronDown, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { Button as AriaButton } from "react-aria-components/Button";
import { cx } from "./class-names";
import type { FieldProps } from "./field";
import { ListedNote } from "./listed-note";
import type { Option } from "./select";

export type MultiSelectProps = FieldProps<string[]> & {
  options: readonly Option[];
  placeholder?: string;
  searchable?: boolean;
};

/** Several of a list: what is chosen stands as chips, the list with search opens beside it. */
export function MultiSelect(props: MultiSelectProps) {
  const { label, help, error, value, onChange, onBlur, options, placeholder, isDisabled, inputRef } = props;
  const t = useTranslations("ui.multiSelect");
  const id = useId();
  const chosen = options.filter((option) => value.includes(option.value));
  const count = chosen.length;
  const said = count === 0 ? (placeholder ?? t("none")) : t("chosen", { count });
  return (
    <fieldset aria-describedby={help || error ? `${id}-note` : undefined} className="grid min-w-0 gap-1">
      <legend className={cx("label mb-1", props.isRequired && "label--required", error && "label--invalid")}>
        {label}
      </legend>
      <Popover onOpenChange={(open) => (open ? undefined : onBlur?.())}>
        <AriaButton
          ref={inputRef}
          isDisabled={isDisabled}
          aria-label={t("open", { name: label, said })}
          className={cx(
            "select__trigger w-full items-center justify-between",
            error && "outline-1 outline-danger",
          )}
        >
          <span className={count === 0 ? "text-ink-3" : "text-ink"}>{said}</span>
          <ChevronDown aria-hidden="true" className="size-4 text-ink-3" />
        </AriaButton>
        <Popover.Content
          placement="bottom start"
          className="w-(--trigger-width) max-w-[min(480px,92vw)] min-w-64"
        >
          <Popover.Dialog aria-label={label} className="p-2">
            <OptionList {...props} />
          </Popover.Dialog>
        </Popover.Content>
      </Popover>
      {count > 0 ? (
        <ul className="flex flex-wrap gap-1.5 pt-1">
          {chosen.map((option) => (
            <li
              key={option.value}
              className="inline-flex h-7 items-center gap-0.5 rounded-md border border-border bg-sunken pl-2 text-xs"
            >
              {option.label}
              <AriaButton
                aria-label={t("remove", { name: option.label })}
                isDisabled={isDisabled}
                onPress={() => onChange(value.filter((entry) => entry !== option.value))}
                className="grid size-6 place-items-center rounded-sm text-ink-2 hover:text-ink"
              >
                <X aria-hidden="true" className="size-3.5" />
              </AriaButton>
            </li>
          ))}
        </ul>
      ) : null}
      {error || help ? (
        <span id={`${id}-note`} className={cx("text-xs", error ? "text-danger" : "text-ink-2")}>
          {error ?? help}
        </span>
      ) : null}
    </fieldset>
  );
}

function OptionList({ label, value, onChange, options, searchable = options.length > 8 }: MultiSelectProps) {
  const t = useTranslations("ui.multiSelect");
  const [query, setQuery] = useState("");
  const wanted = query.trim().toLocaleLowerCase();
  const shown = options.filter((option) => option.label.toLocaleLowerCase().includes(wanted));
  const hidden = value.filter((entry) => !shown.some((option) => option.value === entry));
  return (
    <div className="grid gap-2">
      {searchable ? (
        <SearchField aria-label={t("search", { name: label })} value={query} onChange={setQuery} fullWidth>
          <SearchField.Group>
            <SearchField.SearchIcon />
            <SearchField.Input placeholder={t("searchShort")} />
            <SearchField.ClearButton />
          </SearchField.Group>
        </SearchField>
      ) : null}
      <ListBox
        escapeKeyBehavior="none"
        aria-label={label}
        selectionMode="multiple"
        selectedKeys={value}
        onSelectionChange={(keys) =>
          onChange(
            keys === "all"
              ? options.map((option) => option.value)
              : [...hidden, ...[...keys].map(String).filter((key) => !hidden.includes(key))],
          )
        }
        renderEmptyState={() => <p className="p-2 text-xs text-ink-2">{t("nothing")}</p>}
        className="max-h-64 overflow-y-auto"
      >
        {shown.map((option) => (
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
    </div>
  );
}
