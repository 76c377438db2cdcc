import { useLocale, useTranslations } from "next-intl";
import { scheduleWords } from "@/components/packs/pack-words";
import { Link } from "@/components/ui/link";
import { textIn } from "@/lib/kernel/language";
import type { OwnPack } from "@/lib/packs/queries/mall";
import { clockWords } from "@/lib/platform/when-words";

type OwnPackCardProps = { pack: OwnPack; base: string; now: Date };

/** One of a member's packs: where it stands, what came of it, and when the next coupons come. */
export function OwnPackCard({ pack, base, now }: OwnPackCardProps) {
  const t = useTranslations("pack-shop.mine");
  const words = useTranslations("packs.words");
  const locale = useLocale();
  const { contents, status, coming, cycles, nextCycle, timeZone, expiresAt, waitsFor } = pack;
  const day = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone });
  const [next] = coming;
  return (
    <li className="p-card relative grid gap-1">
      <div className="flex items-baseline justify-between gap-3">
        <h2 className="font-semibold">
          <Link href={`${base}/${pack.id}`} className="text-ink no-underline after:absolute after:inset-0">
            {textIn(pack.packName, pack.packTranslations, "name", locale)}
            {pack.quantity > 1 ? ` ×${pack.quantity}` : ""}
          </Link>
        </h2>
        <span className="shrink-0 text-sm font-semibold text-ink-2">{t(`status.${status}`)}</span>
      </div>
      <p className="text-sm text-ink-2">
        {contents ? scheduleWords(contents.schedule, locale, words) : null}
        {cycles > 1 && status !== "placed" ? ` · ${t("came", { done: nextCycle - 1, all: cycles })}` : ""}
      </p>
      {status === "placed" && expiresAt ? (
        <p className="text-sm font-semibold text-warning">
          {t("pay", { at: clockWords(expiresAt, now, timeZone, locale) })}
        </p>
      ) : null}
      {pack.endedAt ? <p className="text-sm text-warning">{t("ended")}</p> : null}
      {waitsFor ? <p className="text-sm text-warning">{t("waits")}</p> : null}
      {next && !waitsFor ? <p className="text-sm">{t("next", { date: day.format(next.at) })}</p> : null}
    </li>
  );
}
