import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Picture } from "@/components/ui/picture";
import type { ImageRef } from "@/lib/kernel/image";
import { Icon } from "./icon";

type HeroBlockProps = {
  eyebrow: string;
  title: string;
  description?: string;
  image?: ImageRef | null;
  /** The period, already in words. */
  period: ReactNode;
  zone: string;
  /** A page on which nothing can be done now is calmer. */
  calm?: boolean;
  children: ReactNode;
};

/** Banner, title, period and description of an activity, and below the seam what can be done. */
export function HeroBlock(props: HeroBlockProps) {
  const { eyebrow, title, description, image, period, zone, calm, children } = props;
  const t = useTranslations("activity-page");
  return (
    <section className={calm ? "hero hero--calm" : "hero"}>
      {image ? (
        <Picture
          image={image}
          shape="banner"
          sizes="(max-width: 480px) 92vw, 448px"
          className="hero__image w-full"
          isFirst
        />
      ) : null}
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
