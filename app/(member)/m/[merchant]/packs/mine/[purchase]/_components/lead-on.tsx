import { useTranslations } from "next-intl";
import { GoSoon } from "@/app/(member)/m/[merchant]/packs/mine/[purchase]/_components/go-soon";
import { PlainLink } from "@/components/ui/plain";

type LeadOnProps = {
  /** Leads on, after looking again whether it may. */
  href: string;
  stay: string;
  /** Whether it leads on by itself in a moment. */
  waits: boolean;
  /** The other site it leads to; null = a page of our own. */
  host: string | null;
};

/** Where the merchant sends its buyers after a purchase: at once by a press, or in a moment by itself. */
export function LeadOn({ href, stay, waits, host }: LeadOnProps) {
  const t = useTranslations("pack-shop.purchase");
  return (
    <section className="p-card grid gap-2">
      <p className="text-sm">{host ? t("leadsTo", { host }) : t("leadsOn")}</p>
      {waits ? <GoSoon href={href} seconds={5} words={t.raw("leadsIn")} /> : null}
      <div className="grid gap-2">
        <PlainLink href={href} variant="primary" block>
          {t("goNow")}
        </PlainLink>
        {waits ? (
          <PlainLink href={`${stay}?stay=1`} variant="ghost" block>
            {t("stay")}
          </PlainLink>
        ) : null}
      </div>
    </section>
  );
}
