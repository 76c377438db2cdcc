"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { readDays, readNumbers, writeDays, writeNumbers } from "@/lib/kernel/list-filter";
import { Button } from "./button";
import { DateTimeRange } from "./date-time-range";
import { NumberField } from "./number-field";
import { RadioGroup } from "./radio-group";
import type { FilterRange as Range } from "./resource-index";

type Part = {
  /** What is asked already, as the address has it; empty = nothing. */
  asked: string;
  onApply: (text: string) => void;
};

/** By what numbers or days a list is narrowed: one bound of them, or both. */
export function FilterRange({ range, ...part }: Part & { range: Range }) {
  return range.of === "numbers" ? (
    <NumbersPart {...part} currency={range.currency} />
  ) : (
    <DaysPart {...part} timeZone={range.timeZone} />
  );
}

function NumbersPart({ asked, onApply, currency }: Part & { currency: string | undefined }) {
  const t = useTranslations("ui.list");
  const [numbers, setNumbers] = useState(readNumbers(asked) ?? { least: null, most: null });
  const [error, setError] = useState<string>();
  const { least, most } = numbers;
  const apply = () => {
    if (readNumbers(writeNumbers(numbers))) return onApply(writeNumbers(numbers));
    setError(t(least !== null && most !== null && least > most ? "needsOrder" : "needsNumber"));
  };
  return (
    <Form onApply={apply}>
      <div className="grid grid-cols-2 items-start gap-2">
        <NumberField
          label={t("least")}
          prefix={currency}
          value={least}
          error={error}
          onChange={(value) => setNumbers({ least: value, most })}
        />
        <NumberField
          label={t("most")}
          prefix={currency}
          value={most}
          onChange={(value) => setNumbers({ least, most: value })}
        />
      </div>
    </Form>
  );
}

function DaysPart({ asked, onApply, timeZone }: Part & { timeZone: string }) {
  const t = useTranslations("ui.list");
  const before = readDays(asked);
  const isSpan = before !== null && !("last" in before);
  const [kind, setKind] = useState(isSpan ? "span" : "last");
  const [last, setLast] = useState<number | null>(before && "last" in before ? before.last : 30);
  const [span, setSpan] = useState(isSpan ? before : { from: null, until: null });
  const [error, setError] = useState<string>();
  const apply = () => {
    const text = kind === "span" ? writeDays(span) : writeDays({ last: last ?? Number.NaN });
    if (readDays(text)) return onApply(text);
    setError(t(kind === "span" ? "needsDay" : "needsDays"));
  };
  return (
    <Form onApply={apply}>
      <RadioGroup
        label={t("operator")}
        labelHidden
        variant="segments"
        value={kind}
        onChange={(value) => {
          setKind(value);
          setError(undefined);
        }}
        options={[
          { value: "last", label: t("last") },
          { value: "span", label: t("span") },
        ]}
      />
      {kind === "span" ? (
        <DateTimeRange
          label={t("days")}
          granularity="day"
          presets={false}
          timeZone={timeZone}
          value={span}
          onChange={setSpan}
          untilError={error}
        />
      ) : (
        <NumberField label={t("days")} value={last} onChange={setLast} error={error} />
      )}
    </Form>
  );
}

function Form({ onApply, children }: { onApply: () => void; children: React.ReactNode }) {
  const t = useTranslations("ui.list");
  const form = useRef<HTMLFormElement>(null);
  // What was chosen before is gone with its list: keys go on here.
  useEffect(() => form.current?.querySelector("input")?.focus(), []);
  return (
    <form
      ref={form}
      noValidate
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        onApply();
      }}
    >
      {children}
      <Button type="submit" variant="primary" className="justify-self-start">
        {t("apply")}
      </Button>
    </form>
  );
}
