import { useTranslations } from "next-intl";
import { type CartLine, type CartStore, withLine, withOne } from "@/components/orders/cart";
import { CartItems } from "@/components/orders/cart-items";
import { RegionSelect } from "@/components/orders/region-select";
import type { ActionPlace } from "@/components/ui/action-result";
import { Card } from "@/components/ui/card";
import { MoneyField } from "@/components/ui/money-field";
import { RadioGroup } from "@/components/ui/radio-group";
import { Select } from "@/components/ui/select";
import { TextField } from "@/components/ui/text-field";
import type { Asked, OnWhat } from "./use-diagnosis";

const kinds = ["none", "order", "cart"] as const;
const channels = ["till", "online"] as const;

type ChooseCartProps = {
  place: ActionPlace;
  stores: readonly CartStore[];
  asked: Asked;
  onChange: (patch: Partial<Asked>) => void;
  onLines: (make: (lines: readonly CartLine[]) => readonly CartLine[]) => void;
};

/** On what it shall be used: nothing said yet, an order that was placed, or a cart put together here. */
export function ChooseCart(props: ChooseCartProps) {
  const { asked, onChange } = props;
  const t = useTranslations("diagnose");
  return (
    <>
      <Card title={t("on")}>
        <div className="grid gap-4">
          <RadioGroup
            labelHidden
            label={t("on")}
            variant="segments"
            value={asked.on}
            onChange={(on) => onChange({ on: on as OnWhat })}
            options={kinds.map((value) => ({ value, label: t(`onWhat.${value}`) }))}
          />
          {asked.on === "none" ? <p className="text-sm text-ink-2">{t("onNone")}</p> : null}
          {asked.on === "order" ? (
            <TextField
              mono
              label={t("order")}
              help={t("orderHelp")}
              value={asked.order}
              onChange={(order) => onChange({ order })}
              autoComplete="off"
              maxLength={40}
            />
          ) : null}
          {asked.on === "cart" ? <Where {...props} /> : null}
        </div>
      </Card>
      {asked.on === "cart" ? <Items {...props} /> : null}
    </>
  );
}

function Where({ stores, asked, onChange }: ChooseCartProps) {
  const t = useTranslations("diagnose");
  const orders = useTranslations("orders");
  return (
    <>
      <Select
        label={t("store")}
        value={asked.storeId}
        onChange={(storeId) => onChange({ storeId })}
        options={stores.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <RegionSelect
        regions={stores.find(({ id }) => id === asked.storeId)?.regions ?? []}
        value={asked.region}
        onChange={(region) => onChange({ region })}
      />
      <RadioGroup
        label={t("channel")}
        variant="segments"
        value={asked.channel}
        onChange={(channel) => onChange({ channel: channel as Asked["channel"] })}
        options={channels.map((value) => ({ value, label: orders(`channels.${value}`) }))}
      />
    </>
  );
}

function Items({ place, stores, asked, onChange, onLines }: ChooseCartProps) {
  const t = useTranslations("orders.counter");
  const store = stores.find(({ id }) => id === asked.storeId);
  if (!store) return null;
  return (
    <>
      <CartItems
        {...{ place, store }}
        lines={asked.lines}
        onAdd={(product) => onLines((lines) => withOne(lines, product))}
        onChange={(id, patch) => onLines((lines) => withLine(lines, id, patch))}
        onDrop={(id) => onLines((lines) => lines.filter(({ product }) => product.id !== id))}
      />
      <Card title={t("delivery")}>
        <MoneyField
          className="max-w-52"
          label={t("deliveryCharge")}
          currency={store.currency}
          value={asked.deliveryMinor}
          onChange={(deliveryMinor) => onChange({ deliveryMinor })}
        />
      </Card>
    </>
  );
}
