import { useTranslations } from "next-intl";
import { OwnPackCard } from "@/app/(member)/m/[merchant]/packs/mine/_components/own-pack-card";
import { Icon } from "@/components/blocks/icon";
import { PlainLink, PlainState } from "@/components/ui/plain";
import type { OwnPack } from "@/lib/packs/queries/mall";

type OwnPacksProps = {
  rows: readonly OwnPack[];
  base: string;
  /** The mall. */
  mall: string;
  cursor: string | null;
  nextCursor: string | null;
  now: Date;
};

/** A page of a member's packs, the newest first, and the way on. */
export function OwnPacks({ rows, base, mall, cursor, nextCursor, now }: OwnPacksProps) {
  const t = useTranslations("pack-shop.mine");
  if (rows.length === 0 && !cursor) {
    return (
      <PlainState
        headingLevel={2}
        icon={<Icon name="gift" />}
        title={t("empty")}
        text={t("emptyText")}
        action={
          <PlainLink href={mall} variant="primary">
            {t("mall")}
          </PlainLink>
        }
      />
    );
  }
  return (
    <>
      <ul className="grid gap-3">
        {rows.map((pack) => (
          <OwnPackCard key={pack.id} {...{ pack, base, now }} />
        ))}
      </ul>
      {nextCursor ? (
        <PlainLink href={`${base}?${new URLSearchParams({ cursor: nextCursor })}`} variant="secondary" block>
          {t("more")}
        </PlainLink>
      ) : null}
      <PlainLink href={cursor ? base : mall} variant="ghost" block>
        {t(cursor ? "first" : "mall")}
      </PlainLink>
    </>
  );
}
