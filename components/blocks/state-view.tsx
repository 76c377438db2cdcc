import { useLocale, useTranslations } from "next-intl";
import { PlainLink } from "@/components/ui/plain";
import type { ActivityPage } from "@/lib/activities/queries/member-pages";
import type { BlockProps } from "@/lib/activities/schema/blocks";
import { activityPath } from "@/lib/activities/schema/path";
import { clockWords, distanceWords } from "@/lib/platform/when-words";
import type { ActivityState } from "./activity-state";
import type { IconName } from "./icon";
import type { PageView } from "./page-view";
import { StateBlock } from "./state-block";

type Shown = Exclude<ActivityState, { kind: "running" }>;

const icons: Record<Shown["kind"], IconName> = {
  not_started: "clock",
  paused: "pause",
  ended: "ended",
  sold_out: "empty",
  unavailable: "pause",
  blocked: "lock",
  not_eligible: "person",
  limit_total: "check",
  limit_today: "check",
  archived: "archive",
};

type StateViewProps = { state: Shown; view: PageView; props: BlockProps<"action"> };

/** What the merchant says in a state beside the product's own words; nothing where they must not be told apart. */
export function ownWords(kind: Shown["kind"], props: BlockProps<"action">): string {
  switch (kind) {
    case "not_started":
      return props.ifNotStarted;
    case "sold_out":
      return props.ifSoldOut;
    case "limit_total":
    case "limit_today":
      return props.ifLimit;
    case "not_eligible":
      return props.ifNotEligible;
    case "paused":
      return props.ifPaused;
    case "ended":
      return props.ifEnded;
    default:
      return "";
  }
}

/** A state of the page in words, the merchant's among them, with its icon and its way on. */
export function StateView({ state, view, props }: StateViewProps) {
  const t = useTranslations("activity-page");
  const locale = useLocale();
  const { facts, merchant, member, now } = view;
  const { timeZone } = facts.activity;
  const own = ownWords(state.kind, props);
  const at = "at" in state ? state.at : now;
  const values = {
    at: clockWords(at, now, timeZone, locale),
    when: distanceWords(at, now, locale),
    merchant: merchant.name,
    audience: audienceWords(facts, t),
    used: "used" in state ? state.used : 0,
    limit: "limit" in state ? state.limit : 0,
  };
  return (
    <StateBlock
      icon={icons[state.kind]}
      title={t(`state.${state.kind}.title`, values)}
      text={
        <>
          <p>{t(`state.${state.kind}.text`, values)}</p>
          {own ? <p className="whitespace-pre-line">{own}</p> : null}
          {state.kind === "not_eligible" && member ? (
            <p>{t("audience.youAre", { phone: member.phone })}</p>
          ) : null}
        </>
      }
      action={<NextStep kind={state.kind} view={view} />}
    />
  );
}

type Translate = (key: string, values?: Record<string, string | number>) => string;

function audienceWords({ activity, audienceNames }: ActivityPage, t: Translate): string {
  if (audienceNames.length > 0) return t("audience.tiers", { names: audienceNames.join(", ") });
  return t(`audience.${activity.audience.type}`);
}

function NextStep({ kind, view }: { kind: Shown["kind"]; view: PageView }) {
  const t = useTranslations("activity-page");
  const { merchant, member } = view;
  const path = activityPath(view.facts.activity.slug);
  const others = (
    <PlainLink href={`/m/${merchant.slug}`} variant="primary" block>
      {t("merchantHome")}
    </PlainLink>
  );
  switch (kind) {
    case "not_started":
      return (
        <a href={`${path}/calendar`} download className="p-button p-button--block">
          {t("state.not_started.action")}
        </a>
      );
    case "limit_total":
    case "limit_today":
      return (
        <PlainLink href={`${path}/prizes`} variant="primary" block>
          {t(`state.${kind}.action`)}
        </PlainLink>
      );
    case "ended":
    case "archived":
      return member ? (
        <PlainLink href={`/m/${merchant.slug}/coupons`} variant="primary" block>
          {t("myCoupons")}
        </PlainLink>
      ) : (
        others
      );
    default:
      return others;
  }
}
