"use client";

import { X } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { PlacementCard } from "@/components/links/placement-card";
import { LookSwitch, useLook } from "@/components/merchants/look-switch";
import { MemberLook } from "@/components/merchants/member-look";
import { type PromotedWords, placementWords } from "@/lib/links/rules/placement-words";
import type { PlacementInput } from "@/lib/links/schema/placements";

type PlacementLookProps = {
  placement: Pick<PlacementInput, "slot" | "form" | "title" | "text" | "button" | "translations" | "image">;
  promoted: PromotedWords;
  merchant: { readonly name: string; readonly brandColour: string | null };
};

/** Something else of the page. */
const Block = () => <div className="h-12 rounded-md bg-sunken" />;

/** The slot as a phone shows it, in small, drawn anew with every key. */
export function PlacementLook({ placement, promoted, merchant }: PlacementLookProps) {
  const t = useTranslations("links.onSite");
  const [look, setLook] = useLook();
  const words = placementWords(placement, promoted, useLocale());
  const { slot, form, image } = placement;
  const card = (
    <PlacementCard
      id="preview"
      {...{ ...words, form, image }}
      button={words.button || t("openWord")}
      href="#preview"
    />
  );
  return (
    <figure className="grid content-start justify-items-center gap-2">
      <figcaption className="flex w-full flex-wrap items-center justify-between gap-2 text-sm font-[550]">
        {t("preview")}
        <LookSwitch look={look} onChange={setLook} />
      </figcaption>
      <MemberLook
        look={look}
        colour={merchant.brandColour}
        className="flex h-80 w-full max-w-80 flex-col overflow-hidden rounded-2xl border border-border-strong"
      >
        <div className="flex min-h-0 flex-1 flex-col gap-3 overflow-hidden p-3 *:shrink-0">
          <p className="truncate text-xs font-semibold">{merchant.name}</p>
          <p className="text-md font-bold">{t(`slots.${slot}`)}</p>
          {slot === "home" || slot === "checkout" ? <Block /> : null}
          {form === "banner" ? card : null}
          <Block />
          <Block />
          <Block />
        </div>
        {form === "popup" ? (
          <div className="relative px-3 pb-3">
            {card}
            <X className="absolute top-3 right-6 size-5 text-ink-2" />
          </div>
        ) : null}
        <div className="border-t border-border bg-surface p-2">
          <div
            className={
              slot === "checkout" ? "h-8 rounded-full bg-brand" : "mx-auto h-8 w-4/5 rounded-md bg-sunken"
            }
          />
        </div>
      </MemberLook>
    </figure>
  );
}
