"use client";

import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import type { CartLine, CartStore } from "@/components/orders/cart";
import { useAnswer } from "@/components/orders/use-answer";
import type { ActionPlace } from "@/components/ui/action-result";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Checkbox } from "@/components/ui/checkbox";
import { NumberField } from "@/components/ui/number-field";
import { TextField } from "@/components/ui/text-field";
import { formatMoney } from "@/lib/kernel/money";
import { findSoldProducts } from "@/lib/orders/actions/list";
import type { SoldProduct } from "@/lib/orders/queries/sold";

type CartItemsProps = {
  place: ActionPlace;
  store: CartStore;
  lines: readonly CartLine[];
  onAdd: (product: SoldProduct) => void;
  onChange: (productId: string, patch: Partial<CartLine>) => void;
  onDrop: (productId: string) => void;
};

/** What is bought: products of the store at their price, how many of each. */
export function CartItems({ place, store, lines, onAdd, onChange, onDrop }: CartItemsProps) {
  const t = useTranslations("orders.counter");
  const locale = useLocale();
  return (
    <Card title={t("items")}>
      <div className="grid gap-4">
        <FindProduct place={place} store={store} onAdd={onAdd} />
        {lines.length === 0 ? <p className="text-sm text-ink-2">{t("noItems")}</p> : null}
        <ul className="grid gap-3">
          {lines.map(({ product, quantity, onOffer }) => (
            <li
              key={product.id}
              className="flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-border pt-3"
            >
              <span className="grid min-w-40 flex-1 text-sm">
                <span className="font-medium wrap-anywhere">{product.name}</span>
                <span className="tabular text-ink-2">
                  {formatMoney(product.priceMinor, store.currency, locale)}
                </span>
              </span>
              <NumberField
                className="w-24"
                labelHidden
                label={t("quantityOf", { name: product.name })}
                value={quantity}
                error={quantity !== null && quantity >= 1 && quantity <= 1000 ? undefined : t("badQuantity")}
                onChange={(value) => onChange(product.id, { quantity: value })}
              />
              <Checkbox
                label={t("onOffer")}
                value={onOffer ?? product.onOffer}
                onChange={(value) =>
                  onChange(product.id, { onOffer: value === product.onOffer ? null : value })
                }
              />
              <Button
                size="sm"
                variant="ghost"
                aria-label={t("remove", { name: product.name })}
                onPress={() => onDrop(product.id)}
              >
                {t("removeShort")}
              </Button>
            </li>
          ))}
        </ul>
      </div>
    </Card>
  );
}

type FindProps = { place: ActionPlace; store: CartStore; onAdd: (product: SoldProduct) => void };

function FindProduct({ place, store, onAdd }: FindProps) {
  const t = useTranslations("orders.counter");
  const locale = useLocale();
  const [text, setText] = useState("");
  const answer = useAnswer(findSoldProducts, place, { storeId: store.id, text });
  const found = answer?.ok ? answer.value : [];
  return (
    <div className="grid gap-2">
      <TextField
        label={t("product")}
        help={t("productHelp")}
        value={text}
        onChange={setText}
        type="search"
        autoComplete="off"
        maxLength={80}
      />
      <ul aria-label={t("found")} className="flex flex-wrap gap-2">
        {found.map((product) => (
          <li key={product.id}>
            <Button
              size="sm"
              aria-label={t("add", {
                name: product.name,
                price: formatMoney(product.priceMinor, store.currency, locale),
              })}
              onPress={() => onAdd(product)}
            >
              {product.name} · {formatMoney(product.priceMinor, store.currency, locale)}
            </Button>
          </li>
        ))}
      </ul>
      <p role="status" className="text-sm text-ink-2 empty:hidden">
        {answer?.ok && found.length === 0 ? t("nothingSold") : ""}
      </p>
    </div>
  );
}
