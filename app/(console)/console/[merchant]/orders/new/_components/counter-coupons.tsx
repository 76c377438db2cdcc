"use client";

import { useLocale, useNow, useTranslations } from "next-intl";
import { useState } from "react";
import type { CartStore } from "@/components/orders/cart";
import { namesInQuote, reasonWords } from "@/components/pricing/reason-words";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Checkbox } from "@/components/ui/checkbox";
import { TextField } from "@/components/ui/text-field";
import type { Quote, ReasonCode } from "@/lib/pricing/shapes";
import type { Counter } from "./counter-values";

/** What the rest of a set is in the way of: the coupon itself works on this cart. */
const ofSets: ReadonlySet<ReasonCode> = new Set([
  "not_in_best_set",
  "exclusive",
  "combination_disallowed",
  "too_many_vouchers",
  "set_refused",
]);

type CounterCouponsProps = {
  store: CartStore;
  counter: Counter;
  /** The quote with the best set: it tells of every coupon the member holds. */
  best: Quote | null;
  /** The quote as chosen. */
  quote: Quote | null;
  /** The code that did not work and was taken out; null = none. */
  wrongCode: string | null;
  onChange: (patch: Pick<Counter, "vouchers">) => void;
  onCodes: (codes: readonly string[]) => void;
};

/** The member's coupons: those that work on this cart to tick, the others greyed with why, and a box for codes. */
export function CounterCoupons(props: CounterCouponsProps) {
  const { store, counter, best, quote, onChange } = props;
  const t = useTranslations("orders.counter");
  const { applied, usable, others } = sortOf(best);
  const chosen = counter.vouchers === "best" ? applied : counter.vouchers;
  const toggle = (id: string, isOn: boolean) =>
    onChange({ vouchers: isOn ? [...chosen, id] : chosen.filter((one) => one !== id) });
  const hasOffers = counter.lines.some(({ product, onOffer }) => onOffer ?? product.onOffer);
  const refused = counter.vouchers === "best" ? [] : (quote?.notApplied ?? []);
  return (
    <Card title={t("coupons")}>
      <div className="grid gap-4 text-sm">
        <div className="flex flex-wrap gap-2">
          <Button
            size="sm"
            isDisabled={counter.vouchers === "best"}
            onPress={() => onChange({ vouchers: "best" })}
          >
            {t("useBest")}
          </Button>
          <Button size="sm" isDisabled={chosen.length === 0} onPress={() => onChange({ vouchers: [] })}>
            {t("useNone")}
          </Button>
        </div>
        {usable.length === 0 ? (
          <p className="text-ink-2">{t(counter.member ? "noneUsable" : "noMember")}</p>
        ) : null}
        <ul className="grid gap-2 empty:hidden">
          {usable.map(({ id, name }) => (
            <li key={id}>
              <Checkbox label={name} value={chosen.includes(id)} onChange={(isOn) => toggle(id, isOn)} />
            </li>
          ))}
        </ul>
        <Reasons title={t("notTogether")} {...{ store, quote, hasOffers }} refused={refused} />
        <Reasons title={t("notUsable")} {...{ store, hasOffers }} quote={best} refused={others} />
        <CodeBox
          codes={counter.codes}
          wrong={props.wrongCode}
          isWaiting={counter.member === null}
          onChange={props.onCodes}
        />
      </div>
    </Card>
  );
}

function sortOf(best: Quote | null) {
  const applied = (best?.applied ?? []).flatMap(({ voucherId, name }) =>
    voucherId ? [{ id: voucherId, name }] : [],
  );
  const works = (best?.notApplied ?? []).filter(
    ({ voucherId, reasons }) => voucherId !== null && reasons.every(({ code }) => ofSets.has(code)),
  );
  const more = works.map(({ voucherId, name }) => ({ id: voucherId ?? "", name: name ?? "" }));
  const others = (best?.notApplied ?? []).filter((one) => !works.includes(one));
  return { applied: applied.map(({ id }) => id), usable: [...applied, ...more], others };
}

type ReasonsProps = {
  title: string;
  store: CartStore;
  quote: Quote | null;
  refused: Quote["notApplied"];
  /** Whether something of the cart is on offer. */
  hasOffers: boolean;
};

function Reasons({ title, store, quote, refused, hasOffers }: ReasonsProps) {
  const t = useTranslations("reasons");
  const locale = useLocale();
  const now = useNow();
  if (!quote || refused.length === 0) return null;
  const { currency, timeZone } = store;
  const offers = hasOffers ? ("perhaps" as const) : undefined;
  const context = { currency, timeZone, locale, now, names: namesInQuote(quote), offers };
  return (
    <section className="grid gap-1.5" aria-label={title}>
      <p className="font-medium">{title}</p>
      <ul className="grid gap-1.5 text-ink-2">
        {refused.map(({ voucherId, code, name, reasons }) => (
          <li key={voucherId ?? code} className="grid">
            <span className="wrap-anywhere">{name ?? code ?? voucherId}</span>
            {reasons.map((reason) => (
              <span key={reason.code} className="text-xs wrap-anywhere">
                {reasonWords(reason, { ...context, own: name }, t as never)}
              </span>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}

type CodeBoxProps = {
  codes: readonly string[];
  wrong: string | null;
  /** Nobody is named who could use them. */
  isWaiting: boolean;
  onChange: (codes: readonly string[]) => void;
};

function CodeBox({ codes, wrong, isWaiting, onChange }: CodeBoxProps) {
  const t = useTranslations("orders.counter");
  const [typed, setTyped] = useState("");
  const add = () => {
    const code = typed.trim();
    if (code && !codes.includes(code) && codes.length < 10) onChange([...codes, code]);
    setTyped("");
  };
  return (
    <div className="grid gap-2">
      <form
        className="flex flex-wrap items-start gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          add();
        }}
      >
        <TextField
          className="min-w-40 flex-1"
          mono
          label={t("code")}
          error={wrong === null ? undefined : t("codeWrong", { code: wrong })}
          value={typed}
          onChange={setTyped}
          autoComplete="off"
          maxLength={64}
        />
        <Button type="submit" className="mt-6">
          {t("addCode")}
        </Button>
      </form>
      <p role="status" className="text-ink-2 empty:hidden">
        {isWaiting && codes.length > 0 ? t("codesWait") : null}
      </p>
      <ul className="flex flex-wrap gap-2 empty:hidden">
        {codes.map((code) => (
          <li
            key={code}
            className="flex items-center gap-1 rounded-md border border-border pl-2 font-mono text-xs"
          >
            {code}
            <Button
              size="sm"
              variant="ghost"
              aria-label={t("remove", { name: code })}
              onPress={() => onChange(codes.filter((one) => one !== code))}
            >
              {t("removeShort")}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
