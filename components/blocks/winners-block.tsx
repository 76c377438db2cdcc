import { useTranslations } from "next-intl";
import type { BlockProps } from "@/lib/activities/schema/blocks";
import { GiftIcon } from "./gift-icon";
import type { PageView } from "./page-view";

type WinnersBlockProps = { id: string; props: BlockProps<"winners">; view: PageView };

/**
 * Who won last, their names masked. It moves by the style sheet alone, and stands still for whoever asks it to or asks
 * for less motion; then all of them are seen at once.
 */
export function WinnersBlock({ id, props, view }: WinnersBlockProps) {
  const t = useTranslations("activity-page.winners");
  const { winners, facts, page } = view;
  if (winners.length === 0) return null;
  const prizeOf = (poolId: string) =>
    facts.pools.find((pool) => pool.id === poolId)?.prizes[0]?.coupon.name ?? t("prize");
  // Two winners may be told by the same words: their places are their keys.
  const placed = winners.map((winner, at) => ({ key: `w${at}`, ...winner }));
  const moves = props.moves && placed.length > 2;
  return (
    <section aria-labelledby={id} className="pg-card pg-winners">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <h2 id={id} className="pg-heading text-md font-semibold">
          <GiftIcon theme={page.theme} />
          {props.heading || t("title")}
        </h2>
        {moves ? (
          <label className="pg-winners__pause">
            <input type="checkbox" />
            {t("pause")}
          </label>
        ) : null}
      </div>
      <div className="pg-winners__window">
        <ul className="pg-winners__list" data-moves={moves}>
          {placed.map(({ key, poolId, name }) => (
            <li key={key}>
              <b>{name ?? t("somebody")}</b> {prizeOf(poolId)}
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}
