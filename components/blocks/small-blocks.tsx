import { useTranslations } from "next-intl";
import { PlainLink } from "@/components/ui/plain";
import type { BlockProps } from "@/lib/activities/schema/blocks";
import { activityPath } from "@/lib/activities/schema/path";
import type { Theme } from "@/lib/activities/schema/theme";
import { FreePicture } from "./free-picture";
import { GiftIcon } from "./gift-icon";
import { Icon } from "./icon";
import type { PageView } from "./page-view";
import { RichText, SafeLink } from "./rich-text";

export function HeadingBlock({ props }: { props: BlockProps<"heading"> }) {
  if (props.text === "") return null;
  return (
    <h2 className="text-xl font-[650]" data-align={props.align}>
      {props.text}
    </h2>
  );
}

export function TextBlock({ props, view }: { props: BlockProps<"text">; view: PageView }) {
  if (props.text.trim() === "") return null;
  return (
    <div data-align={props.align}>
      <RichText text={props.text} shop={view.merchant.slug} />
    </div>
  );
}

export function ImageBlock({ props, view }: { props: BlockProps<"image">; view: PageView }) {
  if (!props.image) return null;
  const picture = <FreePicture image={props.image} view={view} />;
  return (
    <figure className="pg-figure">
      {props.href ? (
        <SafeLink href={props.href} shop={view.merchant.slug} className="pg-figure__link">
          {picture}
        </SafeLink>
      ) : (
        picture
      )}
      {props.caption ? <figcaption className="text-sm text-ink-2">{props.caption}</figcaption> : null}
    </figure>
  );
}

export function ButtonBlock({ props, view }: { props: BlockProps<"button">; view: PageView }) {
  if (props.label === "" || props.href === "") return null;
  const look = props.look === "primary" ? "p-button" : "p-button p-button--secondary";
  return (
    <SafeLink href={props.href} shop={view.merchant.slug} className={`${look} p-button--block`}>
      {props.label}
    </SafeLink>
  );
}

export function MyPrizesBlock({ props, view }: { props: BlockProps<"my_prizes">; view: PageView }) {
  const t = useTranslations("activity-page");
  const { icon } = props;
  return (
    <PlainLink href={`${activityPath(view.facts.activity.slug)}/prizes`} variant="secondary" block>
      {icon === "gift" ? <GiftIcon theme={view.page.theme} /> : null}
      {icon === "ticket" || icon === "bag" ? <Icon name={icon} size={22} /> : null}
      {props.label || t("myPrizes")}
    </PlainLink>
  );
}

export function DividerBlock({ props, theme }: { props: BlockProps<"divider">; theme: Theme }) {
  return (
    <div className="pg-divider" aria-hidden="true">
      {props.gift ? <GiftIcon theme={theme} /> : null}
    </div>
  );
}

export function SpacerBlock({ props }: { props: BlockProps<"spacer"> }) {
  return <div className="pg-spacer" data-size={props.size} aria-hidden="true" />;
}

/** The activity's rules, or the page's own, at the bottom. */
export function RulesBlock({ id, props, view }: { id: string; props: BlockProps<"rules">; view: PageView }) {
  const t = useTranslations("activity-page");
  const text = props.text || view.facts.activity.rulesText;
  if (text === "") return null;
  return (
    <section aria-labelledby={id} className="grid gap-2 border-t border-border pt-5">
      <h2 id={id} className="text-lg font-semibold">
        {props.heading || t("rules")}
      </h2>
      <div className="text-sm text-ink-2">
        <RichText text={text} shop={view.merchant.slug} />
      </div>
    </section>
  );
}

/** Ways to pass the page on that need no script: its address to copy, by mail, by message. */
export function ShareBlock({ id, props, view }: { id: string; props: BlockProps<"share">; view: PageView }) {
  const t = useTranslations("activity-page.share");
  const { activity } = view.facts;
  if (!activity.shareAllowed) return null;
  const subject = encodeURIComponent(activity.shareTitle || activity.name);
  const body = encodeURIComponent(`${activity.shareTitle || activity.name} ${view.url}`);
  return (
    <section aria-labelledby={id} className="pg-card grid gap-3">
      <h2 id={id} className="text-lg font-semibold">
        {props.heading || t("title")}
      </h2>
      {props.text ? <p className="whitespace-pre-line text-sm text-ink-2">{props.text}</p> : null}
      <div className="p-field">
        <label htmlFor={`${id}-link`}>{t("link")}</label>
        <input id={`${id}-link`} className="p-input" readOnly value={view.url} />
      </div>
      <div className="grid grid-cols-2 gap-3">
        <a className="p-button p-button--secondary" href={`mailto:?subject=${subject}&body=${body}`}>
          {t("mail")}
        </a>
        <a className="p-button p-button--secondary" href={`sms:?&body=${body}`}>
          {t("message")}
        </a>
      </div>
    </section>
  );
}
