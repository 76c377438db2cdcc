"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useMemo, useState, useTransition } from "react";
import { consolePath } from "@/components/merchants/console-path";
import type { CartStore } from "@/components/orders/cart";
import { CartItems } from "@/components/orders/cart-items";
import { ChooseMember } from "@/components/orders/choose-member";
import { RegionSelect } from "@/components/orders/region-select";
import { isRefusedFor, useAnswer } from "@/components/orders/use-answer";
import type { ActionPlace } from "@/components/ui/action-result";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { FormPage } from "@/components/ui/form-page";
import { LeaveGuard } from "@/components/ui/leave-guard";
import { asRoute } from "@/components/ui/link";
import { MoneyField } from "@/components/ui/money-field";
import { Select } from "@/components/ui/select";
import { useResultWords } from "@/components/ui/use-refusal-words";
import { useRunAction } from "@/components/ui/use-run-action";
import { DraftLine } from "@/components/workspace/draft-line";
import { type DraftStart, useKeptDraft } from "@/components/workspace/use-draft";
import { placeOrder, quoteCart } from "@/lib/orders/actions/desk";
import { findSoldProducts } from "@/lib/orders/actions/list";
import type { SoldProduct } from "@/lib/orders/queries/sold";
import { CounterCoupons } from "./counter-coupons";
import { CounterTotal } from "./counter-total";
import { type CounterDraft, quotesOf, tellsOffers } from "./counter-values";
import { type CounterCart, cartOf, useCounter } from "./use-counter";

type CounterFormProps = {
  place: ActionPlace;
  stores: readonly CartStore[];
  values: CounterDraft;
  draft: DraftStart;
};

/** An order at the counter: what, for whom, with which coupons; its price follows what is typed. */
export function CounterForm({ place, stores, values, draft: start }: CounterFormProps) {
  const t = useTranslations("orders.counter");
  const { store, counter, change, chooseStore, chooseMember, add, setLine, drop, reprice, ...codes } =
    useCounter(stores, values);
  // Whose name it is stays out of what is kept (I-28): it is asked for again when the draft is opened.
  const kept = useMemo(
    () => ({ ...counter, ...tellsOffers, member: counter.member && { id: counter.member.id, called: "" } }),
    [counter],
  );
  const draft = useKeptDraft(kept, {
    ...{ kind: "order", variant: "", start, where: place },
    // Nothing is kept before something is on the order.
    titleOf: ({ lines }) => lines.map(({ product }) => product.name).join(" · "),
  });
  const [isPlaced, setPlaced] = useState(false);
  const cart = cartOf(store, counter);
  const { best, quote, refusal } = useQuotes(place, cart && { ...cart, codes: codes.asked }, codes);
  return (
    <FormPage
      aside={
        <Card title={t("total")}>
          <div className="grid gap-4">
            <CounterTotal quote={quote} />
            {refusal ? <Banner tone="warning">{refusal}</Banner> : null}
            <PlaceButton
              {...{ place, cart, draft }}
              missing={counter.codes.length > 0 && !counter.member ? "codesWait" : quote ? null : "notWhole"}
              onPlaced={() => setPlaced(true)}
              onReprice={reprice}
            />
            <DraftLine status={draft.status} none={t("draftNone")} />
          </div>
        </Card>
      }
    >
      <div className="grid gap-4">
        <LeaveGuard
          active={!isPlaced && counter.lines.length > 0 && draft.status.type !== "saved"}
          keep={draft.keep}
        />
        <Card title={t("who")}>
          <div className="grid gap-4">
            {stores.length > 1 ? (
              <Select
                label={t("store")}
                value={counter.storeId}
                onChange={chooseStore}
                options={stores.map(({ id, name, currency }) => ({
                  value: id,
                  label: name,
                  description: currency,
                }))}
              />
            ) : null}
            <RegionSelect
              regions={store?.regions ?? []}
              value={counter.region}
              onChange={(region) => change({ region })}
            />
            <ChooseMember
              place={place}
              value={counter.member}
              help={t("memberHelp")}
              onChange={chooseMember}
            />
          </div>
        </Card>
        {store ? (
          <>
            <CartItems
              {...{ place, store }}
              lines={counter.lines}
              onAdd={add}
              onChange={setLine}
              onDrop={drop}
            />
            <CounterCoupons
              {...{ store, counter, best, quote }}
              wrongCode={codes.wrongCode}
              onChange={change}
              onCodes={codes.setCodes}
            />
            <Card title={t("delivery")}>
              <MoneyField
                className="max-w-52"
                label={t("deliveryCharge")}
                currency={store.currency}
                value={counter.deliveryMinor}
                onChange={(deliveryMinor) => change({ deliveryMinor })}
              />
            </Card>
          </>
        ) : (
          <p className="text-sm text-ink-2">{t("chooseStore")}</p>
        )}
      </div>
    </FormPage>
  );
}

type Codes = Pick<ReturnType<typeof useCounter>, "refuseCode" | "acceptCodes">;

/** The price with the best set, which tells of every coupon; and as chosen, where somebody chose. */
function useQuotes(place: ActionPlace, cart: CounterCart | null, { refuseCode, acceptCodes }: Codes) {
  const words = useResultWords();
  const asked = quotesOf(cart);
  const best = useAnswer(quoteCart, place, asked.best);
  const own = useAnswer(quoteCart, place, asked.own);
  const answer = asked.own ? own : best;
  const isWrong = isRefusedFor(answer, "code_not_usable");
  const work = answer?.ok ? (cart?.codes.length ?? 0) : 0;
  useEffect(() => {
    if (isWrong) refuseCode();
    else if (work > 0) acceptCodes(work);
  }, [isWrong, work, refuseCode, acceptCodes]);
  return {
    best: best?.ok ? best.value : null,
    quote: answer?.ok ? answer.value : null,
    refusal: answer ? words(answer) : null,
  };
}

type PlaceButtonProps = {
  place: ActionPlace;
  cart: CounterCart | null;
  draft: { readonly id: string; readonly settled: () => Promise<() => void> };
  /** Why it cannot be placed yet; null = it can. */
  missing: "notWhole" | "codesWait" | null;
  onPlaced: () => void;
  /** What is sold of the cart now, after it was refused for its prices. */
  onReprice: (sold: readonly SoldProduct[]) => void;
};

/** The refusals of a cart that was put together some time ago. */
const stale: ReadonlySet<string> = new Set(["price_changed", "product_unknown"]);

function PlaceButton({ place, cart, draft, missing, onPlaced, onReprice }: PlaceButtonProps) {
  const t = useTranslations("orders.counter");
  const router = useRouter();
  const words = useResultWords();
  const [problem, setProblem] = useState<string | null>(null);
  const { run } = useRunAction(placeOrder, place);
  // From the press on: what was typed last is kept before anything is sent.
  const [pending, startTransition] = useTransition();
  const lookAgain = async ({ storeId, lines }: CounterCart) => {
    const input = { storeId, text: "", ids: lines.map(({ productId }) => productId) };
    const sold = await findSoldProducts({ ...place, input }).catch(() => null);
    if (sold?.ok) onReprice(sold.value);
  };
  const send = async () => {
    if (!cart || missing) return setProblem(t(missing ?? "notWhole"));
    setProblem(null);
    const made = await draft.settled();
    const asked = { order: cart, draftId: draft.id };
    const result = await run(asked, { quiet: true, success: t("placed") });
    if (!result) return;
    if (!result.ok) {
      setProblem(words(result));
      if (result.kind === "refused" && stale.has(result.refusal.code)) await lookAgain(cart);
      return;
    }
    made();
    onPlaced();
    router.push(asRoute(consolePath(place, "orders", result.value.id)));
  };
  return (
    <div className="grid gap-2">
      {problem ? <Banner tone="danger">{problem}</Banner> : null}
      <Button
        variant="primary"
        isPending={pending}
        pendingLabel={t("placing")}
        onPress={() => startTransition(send)}
      >
        {t("place")}
      </Button>
      <p className="text-xs text-ink-2">{t("placeHelp")}</p>
    </div>
  );
}
