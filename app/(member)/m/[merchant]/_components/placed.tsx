import { getLocale, getTranslations } from "next-intl/server";
import { PlacedPopup } from "@/app/(member)/m/[merchant]/_components/placed-popup";
import { PlacementCard } from "@/components/links/placement-card";
import { type OpenedSlot, openSlot } from "@/lib/links/open-slot";
import { placementWords } from "@/lib/links/rules/placement-words";
import { log } from "@/lib/platform/log";

const nothing: OpenedSlot = { banners: [], popups: [] };

/**
 * What `Placed` shows. A page begins it beside what it reads itself, so that nobody waits for it longer; it never fails: a page
 * without what is placed on it is whole.
 */
export async function openPlaced(...asked: Parameters<typeof openSlot>): Promise<OpenedSlot> {
  try {
    return await openSlot(...asked);
  } catch (err) {
    log.error("what is placed on a page was not read", { err });
    return nothing;
  }
}

/**
 * What is placed in a slot (D4). Banners stand in the page; of the pop-ups a script opens the first that was not closed in this
 * browser, and without script the first of them stands as a banner.
 */
export async function Placed({ opened }: { opened: Promise<OpenedSlot> }) {
  const [{ banners, popups }, locale, t] = await Promise.all([
    opened,
    getLocale(),
    getTranslations("member.placed"),
  ]);
  const cardOf = (row: (typeof banners)[number], form = row.form) => {
    const words = placementWords(row, row.activity ?? row.pack, locale);
    const card = { ...words, button: words.button || t("open"), image: row.image, form };
    return <PlacementCard key={row.id} {...card} id={row.id} href={`/s/${row.slug}`} />;
  };
  const [first] = popups;
  const cards = banners.map((row) => cardOf(row));
  return (
    <>
      {cards.length > 0 ? (
        <section aria-label={t("label")} className="grid gap-3">
          {cards}
        </section>
      ) : null}
      {first ? (
        <>
          <noscript>{cardOf(first, "banner")}</noscript>
          <PlacedPopup keys={popups.map(({ id, revision }) => `${id}:${revision}`)} close={t("close")}>
            {popups.map((row) => cardOf(row))}
          </PlacedPopup>
        </>
      ) : null}
    </>
  );
}
