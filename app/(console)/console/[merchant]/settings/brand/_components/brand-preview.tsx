import { useTranslations } from "next-intl";
import type { CSSProperties } from "react";
import { CouponTicket } from "@/components/coupons/coupon-ticket";
import { type BrandRoles, brandTokens } from "@/lib/merchants/rules/brand";

/** What components/ui/tokens.css says of the two grounds, for showing both beside each other whatever the device says. */
const grounds = {
  light: {
    "--bg": "#faf9f7",
    "--surface": "#ffffff",
    "--sunken": "#f3f1ed",
    "--text": "#1c1a17",
    "--text-2": "#5c574f",
    "--text-3": "#78726a",
    "--border": "#e4e0d9",
    "--border-strong": "#8c857b",
    "--brand": "#bc3a15",
    "--brand-hover": "#9c2f10",
    "--on-brand": "#ffffff",
    "--brand-soft": "#fdeee8",
    "--ticket-shadow": "0 1px 2px rgb(28 26 23 / 0.1)",
  },
  dark: {
    "--bg": "#141311",
    "--surface": "#1d1b18",
    "--sunken": "#0f0e0c",
    "--text": "#f4f1ec",
    "--text-2": "#b7b0a5",
    "--text-3": "#958e83",
    "--border": "#34302a",
    "--border-strong": "#7c756a",
    "--brand": "#ff7a4d",
    "--brand-hover": "#ff936d",
    "--on-brand": "#1c0f09",
    "--brand-soft": "#3a1e13",
    "--ticket-shadow": "0 0 0 transparent",
  },
} as const;
type Mode = keyof typeof grounds;

const variables = (mode: Mode, roles: BrandRoles | undefined): Record<string, string> => ({
  ...grounds[mode],
  ...(roles && {
    "--brand": roles.brand,
    "--brand-hover": roles.hover,
    "--on-brand": roles.onBrand,
    "--brand-soft": roles.soft,
  }),
});

type BrandPreviewProps = { merchantName: string; colour: string | null };

/** A member's page in the colour, light and dark; nothing in it can be used. */
export function BrandPreview({ merchantName, colour }: BrandPreviewProps) {
  const t = useTranslations("brand");
  const tokens = brandTokens(colour?.trim().toLowerCase() ?? null);
  return (
    <section aria-label={t("preview")} className="grid gap-4 sm:grid-cols-2">
      {(["light", "dark"] as const).map((mode) => (
        <Pane key={mode} mode={mode} roles={tokens?.[mode]} merchantName={merchantName} />
      ))}
    </section>
  );
}

type PaneProps = { mode: Mode; roles: BrandRoles | undefined; merchantName: string };

function Pane({ mode, roles, merchantName }: PaneProps) {
  const t = useTranslations("brand");
  // Custom properties are no names that CSSProperties knows.
  const style = { ...variables(mode, roles), colorScheme: mode } as CSSProperties;
  return (
    <figure className="grid gap-2">
      <figcaption className="text-xs text-ink-2">{t(mode)}</figcaption>
      <div
        inert
        style={style}
        className="grid gap-4 rounded-xl border border-(--border) bg-(--bg) p-4 text-(--text)"
      >
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
      </div>
    </figure>
  );
}
