import { useLocale, useTranslations } from "next-intl";
import type { BlockProps } from "@/lib/activities/schema/page";
import { Icon } from "./icon";
import type { PageView } from "./page-view";
import { Picture } from "./picture";

const moment = { dateStyle: "medium", timeStyle: "short", hourCycle: "h23" } as const;

/** Banner, title, text and period of an activity. A page on which nothing can be done now is calmer. */
export function BannerBlock({ props, view }: { props: BlockProps<"banner">; view: PageView }) {
  const t = useTranslations("activity-page");
  const { activity } = view.facts;
  const text = props.text || activity.description;
  return (
    <section className={view.state.kind === "running" ? "hero" : "hero hero--calm"} data-align={props.align}>
      {props.image ? (
        <div className="hero__image">
          <Picture image={props.image} images={view.images} priority />
        </div>
      ) : null}
      <div className="hero__top">
        <p className="hero__eyebrow text-sm font-semibold">{props.eyebrow || t("eyebrow")}</p>
        <h1 className="hero__title">{props.title || activity.name}</h1>
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
