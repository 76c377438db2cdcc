import { getLocale, getTranslations } from "next-intl/server";
import { StateView } from "@/app/(member)/a/[slug]/_components/state-view";
import type { ActivityState } from "@/components/blocks/activity-state";
import { GiftsBlock } from "@/components/blocks/gifts-block";
import { HeroBlock } from "@/components/blocks/hero-block";
import { PasswordBlock } from "@/components/blocks/password-block";
import { RulesBlock } from "@/components/blocks/rules-block";
import { PlainLink } from "@/components/ui/plain";
import type { ActivityPage } from "@/lib/activities/queries/member-pages";
import { activityPath, claimAnswerCookie, keptClaimCookie } from "@/lib/activities/schema";
import type { Merchant } from "@/lib/platform/auth/gates";
import type { SignedInMember } from "@/lib/platform/auth/member-gates";
import { type FormAnswer, refusalWords } from "@/lib/platform/form-answer";
import { formatPhone } from "@/lib/platform/phone";
import { readSealedCookie } from "@/lib/platform/sealed-cookie";

type ActivityViewProps = {
  page: ActivityPage;
  state: ActivityState;
  merchant: Merchant;
  member: SignedInMember | null;
  /** A password from the link: it fills the field and is never sent by itself. */
  prefill: string;
  now: Date;
  /** This view's own; a kept page gets another in each answer (platform/page-cache.ts). */
  requestId: string;
};

const moment = { dateStyle: "medium", timeStyle: "short", hourCycle: "h23" } as const;

/** M-01: what it is, what there is to get, whether I can have it, until when, and one button. */
export async function ActivityView(props: ActivityViewProps) {
  const { page, state, merchant, member, prefill, now, requestId } = props;
  const { activity, pools } = page;
  const t = await getTranslations("activity-page");
  const locale = await getLocale();
  const zone = await zoneName(activity.timeZone, now);
  const isOpen = state.kind === "running";
  const format = new Intl.DateTimeFormat(locale, { ...moment, timeZone: activity.timeZone });
  return (
    <>
      <HeroBlock
        eyebrow={t("eyebrow")}
        title={activity.name}
        description={activity.description}
        image={activity.heroImage}
        period={t.rich("period", {
          from: format.format(activity.startsAt),
          until: format.format(activity.endsAt),
          day: (text) => <span className="whitespace-nowrap">{text}</span>,
        })}
        zone={zone}
        calm={!isOpen}
      >
        {isOpen ? (
          <div className="grid gap-4">
            {member ? <Standing page={page} member={member} /> : null}
            <PasswordBlock
              slug={activity.slug}
              requestId={requestId}
              initial={await firstAnswer(activity.id, merchant, prefill)}
            />
          </div>
        ) : (
          <StateView {...{ state, page, merchant, member, now }} />
        )}
      </HeroBlock>
      <GiftsBlock pools={pools} timeZone={merchant.timeZone} now={now} showStock={isOpen} />
      <PlainLink href={`${activityPath(activity.slug)}/prizes`} variant="secondary" block>
        {t("myPrizes")}
      </PlainLink>
      <RulesBlock text={activity.rulesText} />
    </>
  );
}

async function Standing({ page, member }: { page: ActivityPage; member: SignedInMember }) {
  const t = await getTranslations("activity-page");
  const { counts, activity } = page;
  return (
    <p className="flex flex-wrap justify-between gap-x-4 text-sm text-ink-2">
      <span className="font-semibold text-success">
        {activity.perMember === null
          ? t("eligible")
          : t("claimed", { used: counts.total, limit: activity.perMember })}
      </span>
      <span>{t("signedInAs", { phone: formatPhone(member.phone) })}</span>
    </p>
  );
}

/** What the box begins with: a claim refused after signing in, one still kept, or the link's password. */
async function firstAnswer(activityId: string, merchant: Merchant, prefill: string): Promise<FormAnswer> {
  const refused = await readSealedCookie(claimAnswerCookie);
  if (refused?.activityId === activityId) {
    const words = await refusalWords(refused, merchant.timeZone, "activity-page.claim");
    return { errors: { password: words }, values: { password: refused.password } };
  }
  const kept = await readSealedCookie(keptClaimCookie);
  return { values: { password: kept?.activityId === activityId ? kept.password : prefill } };
}

async function zoneName(timeZone: string, now: Date): Promise<string> {
  const format = new Intl.DateTimeFormat(await getLocale(), { timeZone, timeZoneName: "longGeneric" });
  return format.formatToParts(now).find((part) => part.type === "timeZoneName")?.value ?? timeZone;
}
