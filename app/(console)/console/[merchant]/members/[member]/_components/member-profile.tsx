import { useLocale, useTranslations } from "next-intl";
import type { ActionPlace } from "@/components/ui/action-result";
import { Card } from "@/components/ui/card";
import { SummaryList } from "@/components/ui/summary-list";
import { Time } from "@/components/ui/time";
import type { OpenedMember } from "./open-member";
import { RevealContact } from "./reveal-contact";
import { TierSelect } from "./tier-select";

type MemberProfileProps = Pick<OpenedMember, "member" | "timeZone" | "plans" | "may"> & {
  place: ActionPlace;
};

/** What is known of a member; their phone and e-mail address are looked at on purpose. */
export function MemberProfile({ place, member, timeZone, plans, may }: MemberProfileProps) {
  const t = useTranslations("members.profile");
  const all = useTranslations("members");
  const locale = useLocale();
  const none = t("none");
  const birthday = member.birthday
    ? new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" }).format(
        new Date(member.birthday),
      )
    : none;
  const items = [
    { label: t("nickname"), value: member.nickname ?? none },
    { label: t("birthday"), value: birthday },
    { label: t("externalId"), value: member.externalId ?? none },
    { label: t("groups"), value: member.groups.map((group) => group.name).join(" · ") || none },
    { label: t("store"), value: member.store ?? all("online") },
    { label: t("joined"), value: <Time at={member.registeredAt} timeZone={timeZone} mode="date" /> },
    {
      label: t("firstOrder"),
      value: member.firstPaidAt ? (
        <Time at={member.firstPaidAt} timeZone={timeZone} mode="date" />
      ) : (
        t("noOrder")
      ),
    },
  ];
  return (
    <>
      <Card title={t("title")}>
        <div className="grid gap-2.5">
          <RevealContact
            place={place}
            memberId={member.id}
            phone={member.phone}
            email={member.email}
            mayReveal={may.reveal}
          />
          <SummaryList items={items} />
        </div>
      </Card>
      {plans.length > 0 ? (
        <Card title={t("tiers")}>
          <div className="grid gap-3">
            {plans.map((plan) => (
              <TierSelect
                key={plan.id}
                place={place}
                memberId={member.id}
                plan={plan}
                held={member.tiers.find((tier) => tier.planId === plan.id)?.id ?? null}
                mayEdit={may.edit}
              />
            ))}
          </div>
        </Card>
      ) : null}
    </>
  );
}
