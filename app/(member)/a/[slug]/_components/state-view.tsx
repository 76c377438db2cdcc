import { useLocale, useTranslations } from "next-intl";
import type { ActivityState } from "@/components/blocks/activity-state";
import type { IconName } from "@/components/blocks/icon";
import { StateBlock } from "@/components/blocks/state-block";
import { PlainLink } from "@/components/ui/plain";
import type { ActivityPage } from "@/lib/activities/queries/member-pages";
import { activityPath } from "@/lib/activities/schema";
import type { Merchant } from "@/lib/platform/auth/gates";
import type { SignedInMember } from "@/lib/platform/auth/member-gates";
import { formatPhone } from "@/lib/platform/phone";
import { clockWords, distanceWords } from "@/lib/platform/when-words";

type Shown = Exclude<ActivityState, { kind: "running" }>;
type StateViewProps = {
  state: Shown;
  page: ActivityPage;
  merchant: Merchant;
  member: SignedInMember | null;
  now: Date;
};

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

/** A state of the page in words, with its icon and its way on. */
export function StateView({ state, page, merchant, member, now }: StateViewProps) {
  const t = useTranslations("activity-page");
  const locale = useLocale();
  const { timeZone, slug } = page.activity;
  const at = "at" in state ? state.at : now;
  const values = {
    at: clockWords(at, now, timeZone, locale),
    when: distanceWords(at, now, locale),
    merchant: merchant.name,
    audience: audienceWords(page, t),
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
          {state.kind === "not_eligible" && member ? (
            <p>{t("audience.youAre", { phone: formatPhone(member.phone) })}</p>
          ) : null}
        </>
      }
      action={<NextStep kind={state.kind} path={activityPath(slug)} merchant={merchant} member={member} />}
    />
  );
}

type Translate = (key: string, values?: Record<string, string | number>) => string;

function audienceWords({ activity, audienceNames }: ActivityPage, t: Translate): string {
  if (audienceNames.length > 0) return t("audience.tiers", { names: audienceNames.join(", ") });
  return t(`audience.${activity.audience.type}`);
}

type NextStepProps = {
  kind: Shown["kind"];
  path: string;
  merchant: Merchant;
  member: SignedInMember | null;
};

function NextStep({ kind, path, merchant, member }: NextStepProps) {
  const t = useTranslations("activity-page");
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
