"use client";

import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { usePrizeCoupons } from "@/components/activities/prize-coupons";
import { ticketWords } from "@/components/coupons/ticket-words";
import { LookSwitch, useLook } from "@/components/merchants/look-switch";
import { type Look, MemberLook } from "@/components/merchants/member-look";
import { usePackDraft, usePackFormFacts } from "@/components/packs/form-context";
import { keyedItems } from "@/components/packs/keyed-items";
import { PackFace } from "@/components/packs/pack-face";
import { packFacts, packImage } from "@/components/packs/pack-facts";
import { PackPrice } from "@/components/packs/pack-price";
import { PackContentsView } from "@/components/packs/page-contents";
import type { PackPageFacts } from "@/components/packs/page-facts";
import { PackHead } from "@/components/packs/page-head";
import { PackRules } from "@/components/packs/page-rules";
import { usePackState } from "@/components/packs/page-state";
import { useDraftPage } from "@/components/packs/use-draft-page";
import { RadioGroup } from "@/components/ui/radio-group";
import { formatMoney } from "@/lib/kernel/money";

const views = ["page", "card"] as const;

/** What members will see of the pack, drawn anew with every key: its page, or its card in the mall. */
export function PackLook() {
  const t = useTranslations("packs.rail");
  const page = useDraftPage();
  const isPaid = usePackDraft().type === "paid";
  const { brandColour } = usePackFormFacts();
  const [look, setLook] = useLook();
  const [view, setView] = useState<string>("page");
  const part = { look, colour: brandColour, pack: { ...page, name: page.name || t("unnamed") } };
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        {isPaid ? (
          <RadioGroup
            label={t("view")}
            labelHidden
            variant="segments"
            value={view}
            onChange={setView}
            options={views.map((value) => ({ value, label: t(value) }))}
          />
        ) : (
          <p className="text-xs text-ink-2">{t("own")}</p>
        )}
        <LookSwitch look={look} onChange={setLook} />
      </div>
      {isPaid && view === "card" ? <MallFace {...part} /> : <PagePhone {...part} isPaid={isPaid} />}
    </div>
  );
}

type PartProps = { look: Look; colour: string | null; pack: PackPageFacts };

function MallFace({ look, colour, pack }: PartProps) {
  const words = useTranslations("packs.words");
  const ticket = useTranslations("ticket");
  const locale = useLocale();
  const { timeZone, now } = usePrizeCoupons();
  const { contents, priceMinor, currency } = pack;
  const chips = keyedItems(contents.firstItems ?? contents.items).map(({ key, item }) => ({
    key,
    words: ticketWords(packFacts(item, timeZone, now), locale, ticket),
    quantity: item.quantity,
  }));
  return (
    <MemberLook
      look={look}
      colour={colour}
      className="grid h-105 content-center rounded-xl border border-border p-3"
    >
      <div className="mx-auto grid max-w-48 gap-1.5 rounded-xl border border-border bg-surface p-2.5 shadow-e1">
        <PackFace chips={chips} image={packImage(pack)} />
        <p className="text-sm font-semibold wrap-anywhere">{pack.name}</p>
        <p className="text-xs text-ink-2">
          {words("coupons", { count: contents.allCoupons })}
          {contents.cycles > 1 ? ` · ${words("times", { count: contents.cycles })}` : ""}
        </p>
        {priceMinor ? <PackPrice priceMinor={priceMinor} worth={contents.worth} currency={currency} /> : null}
      </div>
    </MemberLook>
  );
}

/** The page, as far as a screen goes; the rest can be rolled to. */
function PagePhone({ look, colour, pack, isPaid }: PartProps & { isPaid: boolean }) {
  const t = useTranslations("packs.rail");
  const { timeZone, now } = usePrizeCoupons();
  const part = { pack, now, timeZone };
  return (
    <section
      aria-label={t("pageScroll")}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what can be rolled is rolled by keys, too.
      tabIndex={0}
      className="h-105 overflow-y-auto overscroll-contain rounded-[26px] border-[5px] border-ink/85 dark:border-border-strong"
    >
      <MemberLook look={look} colour={colour} className="grid min-h-full content-between">
        <div className="grid gap-5 px-4 pt-5 pb-5 [zoom:0.8]">
          <PackHead {...part} />
          <PackContentsView {...part} />
          {isPaid ? <PackRules {...part} /> : null}
        </div>
        {isPaid ? <BuyFoot {...part} /> : null}
      </MemberLook>
    </section>
  );
}

/** What stands at the bottom of the page: the price to press, or why it cannot be bought. */
function BuyFoot(part: { pack: PackPageFacts; now: Date; timeZone: string }) {
  const t = useTranslations("pack-page.buy");
  const locale = useLocale();
  const state = usePackState(part);
  const { priceMinor, currency } = part.pack;
  const price = priceMinor ? formatMoney(priceMinor, currency, locale, { trim: true }) : "–";
  return (
    <div className="sticky bottom-0 grid gap-1 border-t border-border bg-surface px-4 py-3 text-center [zoom:0.8]">
      {state ? (
        <p className="text-sm font-semibold">{state.words}</p>
      ) : (
        <>
          <span className="grid min-h-12 place-items-center rounded-full bg-brand font-semibold text-on-brand">
            {t("buy", { price })}
          </span>
          <p className="text-xs text-ink-2">{t("hold")}</p>
        </>
      )}
    </div>
  );
}
