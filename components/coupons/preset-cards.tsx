import { useLocale, useNow, useTranslations } from "next-intl";
import { beginPath } from "@/components/coupons/begin-path";
import { CouponTicket } from "@/components/coupons/coupon-ticket";
import { presetInWords } from "@/components/coupons/templates";
import { ticketWords } from "@/components/coupons/ticket-words";
import { Link } from "@/components/ui/link";
import { presetKeys } from "@/lib/coupons/rules/presets";

type PresetCardsProps = { basePath: string; currency: string; timeZone: string; headingLevel?: 2 | 3 };

/** The templates every merchant has, each with what it is for and a ticket as members would see it (C21). */
export function PresetCards({ basePath, currency, timeZone, headingLevel = 3 }: PresetCardsProps) {
  const t = useTranslations("templates");
  const ticket = useTranslations("ticket");
  const locale = useLocale();
  const now = useNow();
  const Heading = `h${headingLevel}` as const;
  return (
    <ul className="grid gap-3 text-left sm:grid-cols-2 xl:grid-cols-3">
      {presetKeys.map((key) => {
        const coupon = presetInWords(key, { currency, timeZone, now }, t);
        const words = ticketWords({ ...coupon, timeZone, now }, locale, ticket);
        return (
          <li key={key}>
            <Link
              href={beginPath(basePath, coupon.benefit.type, { template: key })}
              className="grid h-full grid-rows-[auto_1fr_auto] gap-2 rounded-xl border border-border bg-surface p-4 shadow-e1 transition-colors hover:border-border-strong"
            >
              <Heading className="font-semibold text-ink">{t(`presets.${key}.name`)}</Heading>
              <p className="text-sm text-ink-2">{t(`presets.${key}.use`)}</p>
              <div aria-hidden="true" className="mt-1 rounded-lg bg-sunken p-2">
                <CouponTicket {...words} headingLevel={3} />
              </div>
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
