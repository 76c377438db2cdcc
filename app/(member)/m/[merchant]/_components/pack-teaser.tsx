import { useTranslations } from "next-intl";
import { MallCard, type MallRow } from "@/app/(member)/m/[merchant]/packs/_components/mall-card";
import { PlainLink } from "@/components/ui/plain";

type PackTeaserProps = { packs: readonly MallRow[]; slug: string; timeZone: string; now: Date };

/** The first packs of the mall, and the way to all of them; nothing where none is sold. */
export function PackTeaser({ packs, slug, timeZone, now }: PackTeaserProps) {
  const t = useTranslations("pack-shop.home");
  if (packs.length === 0) return null;
  const base = `/m/${slug}/packs`;
  return (
    <section aria-labelledby="packs" className="grid gap-3">
      <div className="flex items-center justify-between gap-4">
        <h2 id="packs" className="text-lg font-semibold">
          {t("title")}
        </h2>
        <PlainLink href={base} className="inline-flex min-h-11 items-center text-sm">
          {t("open")}
        </PlainLink>
      </div>
      <ul className="grid grid-cols-2 gap-3">
        {packs.map((pack) => (
          <MallCard key={pack.id} {...{ pack, base, timeZone, now }} headingLevel={3} />
        ))}
      </ul>
    </section>
  );
}
