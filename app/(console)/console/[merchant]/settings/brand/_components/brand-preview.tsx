import { useTranslations } from "next-intl";
import { CouponTicket } from "@/components/coupons/coupon-ticket";
import { type Look, MemberLook } from "@/components/merchants/member-look";

type BrandPreviewProps = { merchantName: string; colour: string | null };

/** A member's page in the colour, light and dark; nothing in it can be used. */
export function BrandPreview({ merchantName, colour }: BrandPreviewProps) {
  const t = useTranslations("brand");
  const typed = colour?.trim().toLowerCase() ?? null;
  return (
    <section aria-label={t("preview")} className="grid gap-4 sm:grid-cols-2">
      {(["light", "dark"] as const).map((mode) => (
        <Pane key={mode} mode={mode} colour={typed} merchantName={merchantName} />
      ))}
    </section>
  );
}

type PaneProps = { mode: Look; colour: string | null; merchantName: string };

function Pane({ mode, colour, merchantName }: PaneProps) {
  const t = useTranslations("brand");
  return (
    <figure className="grid gap-2">
      <figcaption className="text-xs text-ink-2">{t(mode)}</figcaption>
      <MemberLook look={mode} colour={colour} className="grid gap-4 rounded-xl border border-border p-4">
        <p className="text-md font-semibold text-(--text)">{merchantName}</p>
        <CouponTicket
          value={{ lead: "", main: t("sampleMain"), tail: t("sampleTail") }}
          condition={t("sampleCondition")}
          name={t("sampleName")}
          scope={t("sampleScope")}
          validity={t("sampleValidity")}
        />
        <span className="grid h-12 place-items-center rounded-full bg-(--brand) font-semibold text-(--on-brand)">
          {t("sampleButton")}
        </span>
        <span className="text-sm text-(--brand) underline underline-offset-3">{t("sampleLink")}</span>
      </MemberLook>
    </figure>
  );
}
