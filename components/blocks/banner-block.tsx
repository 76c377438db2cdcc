import { useLocale, useTranslations } from "next-intl";
import { Picture } from "@/components/ui/picture";
import type { BlockProps } from "@/lib/activities/schema/blocks";
import type { ImageRef } from "@/lib/kernel/image";
import { Icon } from "./icon";
import type { PageView } from "./page-view";
import { SafeLink } from "./rich-text";

/** How wide the page's column is. */
const WIDTH = "(max-width: 480px) 92vw, 448px";

const picture = (image: ImageRef) => (
  <Picture image={image} shape="banner" sizes={WIDTH} className="w-full" isFirst />
);

const moment = { dateStyle: "medium", timeStyle: "short", hourCycle: "h23" } as const;

/** Banner, title, text and period of an activity. A page on which nothing can be done now is calmer. */
export function BannerBlock({ props, view }: { props: BlockProps<"banner">; view: PageView }) {
  const t = useTranslations("activity-page");
  const { activity } = view.facts;
  const text = props.text || activity.description;
  const image = props.image ?? activity.heroImage;
  const title = props.title || activity.name;
  return (
    <section className={view.state.kind === "running" ? "hero" : "hero hero--calm"} data-align={props.align}>
      {image ? (
        <div className="hero__image" data-height={props.height} data-focus={props.focus}>
          {props.href ? (
            <SafeLink href={props.href} shop={view.merchant.slug}>
              {picture(image)}
            </SafeLink>
          ) : (
            picture(image)
          )}
        </div>
      ) : null}
      <div className="hero__top">
        <p className="hero__eyebrow text-sm font-semibold">
          {props.eyebrow || t(activity.kind === "claim_page" ? "eyebrowClaim" : "eyebrow")}
        </p>
        <h1 className="hero__title">
          {props.href && !image ? (
            <SafeLink href={props.href} shop={view.merchant.slug}>
              {title}
            </SafeLink>
          ) : (
            title
          )}
        </h1>
        {text ? <p className="whitespace-pre-line">{text}</p> : null}
        {props.showPeriod ? <Period view={view} /> : null}
      </div>
    </section>
  );
}

function Period({ view }: { view: PageView }) {
  const t = useTranslations("activity-page");
  const locale = useLocale();
  const { startsAt, endsAt, timeZone } = view.facts.activity;
  const format = new Intl.DateTimeFormat(locale, { ...moment, timeZone });
  const named = new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: "longGeneric" });
  const zone = named.formatToParts(view.now).find((part) => part.type === "timeZoneName")?.value ?? timeZone;
  return (
    <p className="hero__line">
      <Icon name="clock" size={20} />
      <span>
        {t.rich("period", {
          from: format.format(startsAt),
          until: format.format(endsAt),
          day: (words) => <span className="whitespace-nowrap">{words}</span>,
        })}
        <br />
        <span className="text-xs">{t("zone", { zone })}</span>
      </span>
    </p>
  );
}
