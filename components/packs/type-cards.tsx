import { Gift, ShoppingBag } from "lucide-react";
import { useTranslations } from "next-intl";
import { Link } from "@/components/ui/link";
import { packTypes } from "@/lib/packs/schema";

const icons = { campaign: Gift, paid: ShoppingBag } as const;

/** The two types of packs, each with what it is for; a type is not changed later (K1). */
export function TypeCards({ basePath, headingLevel = 2 }: { basePath: string; headingLevel?: 2 | 3 }) {
  const t = useTranslations("packs.types");
  const Heading = `h${headingLevel}` as const;
  return (
    <ul className="grid gap-4 text-left sm:grid-cols-2">
      {packTypes.map((type) => {
        const Icon = icons[type];
        return (
          <li key={type}>
            <Link
              href={`${basePath}/new/${type}`}
              className="grid h-full grid-cols-[2.75rem_minmax(0,1fr)] gap-4 rounded-xl border border-border bg-surface p-5 shadow-e1 transition-colors hover:border-border-strong"
            >
              <span
                aria-hidden="true"
                className="grid size-11 place-items-center rounded-full bg-brand-soft text-brand"
              >
                <Icon className="size-5" />
              </span>
              <span className="grid content-start gap-1">
                <Heading className="text-lg font-semibold text-ink">{t(`${type}.name`)}</Heading>
                <span className="text-sm text-ink">{t(`${type}.use`)}</span>
                <span className="text-xs text-ink-2">{t(`${type}.example`)}</span>
              </span>
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
