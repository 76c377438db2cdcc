"use client";

import { useTranslations } from "next-intl";
import { useEffect, useId, useState } from "react";
import { ListBox, ListBoxItem, Text } from "react-aria-components";
import type { ActionPlace } from "@/components/ui/action-result";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { SearchFailed } from "@/components/ui/search-failed";
import { TextField } from "@/components/ui/text-field";
import { findGoods } from "@/lib/activities/actions/pages";
import type { PageGoods } from "@/lib/activities/queries/page-goods";

type GoodKind = "product" | "pack";
type Offered = { readonly id: string; readonly name: string };

type GoodFieldProps = {
  place: ActionPlace;
  goods: PageGoods;
  kind: GoodKind;
  label: string;
  /** An id; empty = none. */
  value: string;
  onChange: (id: string) => void;
};

const listOf = (goods: PageGoods, kind: GoodKind): readonly Offered[] =>
  kind === "product" ? goods.products : goods.packs;

/** A product or a pack, looked for by its name. One that can no longer be had says so, and members see nothing of it. */
export function GoodField({ place, goods, kind, label, value, onChange }: GoodFieldProps) {
  const t = useTranslations("page-editor.goods");
  const [isOpen, setOpen] = useState(false);
  const labelId = useId();
  const chosen = listOf(goods, kind).find(({ id }) => id === value);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset's legend cannot be laid out like the other labels.
    <div role="group" aria-labelledby={labelId} className="grid gap-1.5">
      <span id={labelId} className="text-sm font-[550] text-ink">
        {label}
      </span>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <span className={`min-w-0 text-sm wrap-anywhere ${chosen ? "text-ink" : "text-ink-2"}`}>
          {chosen?.name ?? t(value === "" ? "none" : "gone")}
        </span>
        <Button size="sm" onPress={() => setOpen(true)}>
          {t("choose")}
          <span className="sr-only">{label}</span>
        </Button>
      </div>
      <Dialog title={t(`find.${kind}`)} isOpen={isOpen} onOpenChange={setOpen}>
        <Offers
          {...{ place, kind }}
          onChoose={(id) => {
            onChange(id);
            setOpen(false);
          }}
        />
      </Dialog>
    </div>
  );
}

const WAIT_MS = 250;

/** What is found by a part of its name; null = being looked for, "failed" = the search was not answered. */
function useOffers({ merchant, store }: ActionPlace, kind: GoodKind, text: string) {
  const [found, setFound] = useState<readonly Offered[] | "failed" | null>(null);
  const [retry, setRetry] = useState<() => void>(() => () => {});
  useEffect(() => {
    let isHere = true;
    const look = async () => {
      setFound((before) => (before === "failed" ? null : before));
      const answer = await findGoods({ merchant, store, input: { kind, text } }).catch(() => null);
      if (isHere) setFound(answer?.ok ? listOf(answer.value, kind) : "failed");
    };
    setRetry(() => () => void look());
    const timer = setTimeout(() => void look(), WAIT_MS);
    return () => {
      isHere = false;
      clearTimeout(timer);
    };
  }, [merchant, store, kind, text]);
  return { found, retry };
}

type OffersProps = { place: ActionPlace; kind: GoodKind; onChoose: (id: string) => void };

function Offers({ place, kind, onChoose }: OffersProps) {
  const t = useTranslations("page-editor.goods");
  const [asked, setAsked] = useState("");
  const { found, retry } = useOffers(place, kind, asked.trim());
  return (
    <div className="grid min-h-72 content-start gap-3">
      <TextField label={t("search")} type="search" value={asked} maxLength={60} onChange={setAsked} />
      <p className="sr-only" aria-live="polite">
        {Array.isArray(found) ? t("found", { count: found.length }) : ""}
      </p>
      {found === "failed" ? (
        <SearchFailed onRetry={retry} />
      ) : found ? (
        <ListBox
          aria-label={t(`find.${kind}`)}
          items={found}
          selectionMode="none"
          onAction={(key) => onChoose(String(key))}
          renderEmptyState={() => <p className="p-3 text-sm text-ink-2">{t(`nothing.${kind}`)}</p>}
          className="grid max-h-[50vh] gap-1 overflow-y-auto"
        >
          {({ name }) => (
            <ListBoxItem
              textValue={name}
              className="cursor-pointer rounded-lg border border-border px-3 py-2 hover:border-border-strong data-[focus-visible]:outline-2 data-[focus-visible]:outline-focus"
            >
              <Text slot="label" className="text-sm">
                {name}
              </Text>
            </ListBoxItem>
          )}
        </ListBox>
      ) : (
        <p role="status" className="p-3 text-sm text-ink-2">
          {t("looking")}
        </p>
      )}
    </div>
  );
}
