import { useLocale, useNow, useTranslations } from "next-intl";
import { ticketWords } from "@/components/coupons/ticket-words";
import { keyedItems } from "@/components/packs/keyed-items";
import { PackFace } from "@/components/packs/pack-face";
import { packFacts, packImage } from "@/components/packs/pack-facts";
import { PackPrice } from "@/components/packs/pack-price";
import { scheduleWords } from "@/components/packs/pack-words";
import { Card } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import { Link } from "@/components/ui/link";
import { Timeline, type TimelineItem } from "@/components/ui/timeline";
import type { LoadedPack } from "./load-pack";
import { publicAddress } from "./pack-settings";

/** Beside a pack: what members see, where they see it, and how it came to its state. */
export function PackAside({ loaded, baseUrl }: { loaded: LoadedPack; baseUrl: string }) {
  const { pack, merchant } = loaded;
  const t = useTranslations("packs");
  const words = useTranslations("packs.words");
  const ticket = useTranslations("ticket");
  const locale = useLocale();
  const now = useNow();
  const { contents, priceMinor, currency } = pack;
  const chips = keyedItems(contents.firstItems ?? contents.items).map(({ key, item }) => ({
    key,
    words: ticketWords(packFacts(item, merchant.timeZone, now), locale, ticket),
    quantity: item.quantity,
  }));
  const address = publicAddress(baseUrl, merchant.slug, pack.id);
  const isPublic = pack.type === "paid" && pack.publishedAt !== null;
  return (
    <>
      <Card title={t("rail.preview")}>
        <div className="mx-auto grid max-w-56 gap-2">
          <PackFace chips={chips} image={packImage(pack)} />
          <p className="text-sm text-ink-2">
            {words("coupons", { count: contents.allCoupons })} ·{" "}
            {scheduleWords(contents.schedule, locale, words)}
          </p>
          {priceMinor === null ? null : (
            <PackPrice priceMinor={priceMinor} worth={contents.worth} currency={currency} />
          )}
        </div>
      </Card>
      {isPublic ? (
        <Card title={t("detail.address")}>
          <div className="grid gap-2">
            <Link href={address} className="text-sm break-all text-brand underline underline-offset-2">
              {address}
            </Link>
            <CopyButton text={address} label={t("detail.copyAddress")} />
          </div>
        </Card>
      ) : null}
      <Card title={t("detail.story")}>
        <Timeline items={useStory(loaded)} timeZone={merchant.timeZone} />
      </Card>
    </>
  );
}

function useStory({ pack }: LoadedPack): TimelineItem[] {
  const t = useTranslations("packs");
  const { createdBy, createdAt, publishedAt, pausedAt, archivedAt } = pack;
  const steps: [string, string, Date | null][] = [
    ["created", createdBy ? t("detail.createdBy", { name: createdBy }) : t("detail.created"), createdAt],
    ["published", t("actions.done.publish"), publishedAt],
    ["paused", t("actions.done.pause"), pausedAt],
    ["archived", t("actions.done.archive"), archivedAt],
  ];
  return steps
    .flatMap(([key, title, at]) => (at ? [{ key, title, at }] : []))
    .sort((a, b) => b.at.getTime() - a.at.getTime());
}
