import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Icon } from "./icon";

type HeroBlockProps = {
  eyebrow: string;
  title: string;
  description?: string;
  /** The period, already in words. */
  period: ReactNode;
  zone: string;
  /** A page on which nothing can be done now is calmer. */
  calm?: boolean;
  children: ReactNode;
};

/** Banner, title, period and description of an activity, and below the seam what can be done. */
export function HeroBlock({ eyebrow, title, description, period, zone, calm, children }: HeroBlockProps) {
  const t = useTranslations("activity-page");
  return (
    <section className={calm ? "hero hero--calm" : "hero"}>
      <div className="hero__top">
        <p className="hero__eyebrow text-sm font-semibold">{eyebrow}</p>
        <h1 className="hero__title">{title}</h1>
        {description ? <p className="whitespace-pre-line">{description}</p> : null}
        <p className="hero__line">
          <Icon name="clock" size={20} />
          <span>
            {period}
            <br />
            <span className="text-xs">{t("zone", { zone })}</span>
          </span>
        </p>
      </div>
      <div className="hero__below">{children}</div>
    </section>
  );
}
