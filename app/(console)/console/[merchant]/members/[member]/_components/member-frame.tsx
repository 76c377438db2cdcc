import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { benefitWords } from "@/components/coupons/ticket-words";
import { consolePath } from "@/components/merchants/console-path";
import type { ActionPlace } from "@/components/ui/action-result";
import { Card } from "@/components/ui/card";
import { DetailPage } from "@/components/ui/detail-page";
import { PageHeader } from "@/components/ui/page-header";
import { StatusBadge } from "@/components/ui/status-badge";
import { SummaryList } from "@/components/ui/summary-list";
import { TabLinks } from "@/components/ui/tabs";
import { Time } from "@/components/ui/time";
import type { GiftCoupon } from "@/lib/members/queries/gifts";
import type { MemberDetail } from "@/lib/members/queries/member";
import { TagsCell } from "../../_components/member-list";
import { GiveCoupon } from "./give-coupon";

type MemberFrameProps = {
  place: ActionPlace;
  timeZone: string;
  member: MemberDetail;
  tab: "coupons" | "activities";
  /** What may be given; null = this person may not give coupons. */
  gifts: { coupons: readonly GiftCoupon[]; most: number } | null;
  /** Above the profile. */
  aside?: ReactNode;
  children: ReactNode;
};

/** C-61: one member; the tabs have addresses of their own. */
export function MemberFrame({ place, timeZone, member, tab, gifts, aside, children }: MemberFrameProps) {
  const t = useTranslations("members");
  const base = consolePath(place, "members", member.id);
  const name = member.name ?? member.nickname ?? t("noName");
  return (
    <DetailPage
      header={
        <PageHeader
          title={name}
          badge={member.blockedAt ? <StatusBadge status="no" label={t("blocked")} /> : undefined}
          meta={<span className="tabular">{member.phone}</span>}
          back={{ href: consolePath(place, "members"), label: t("list.title") }}
          actions={gifts ? <Gift place={place} memberId={member.id} name={name} gifts={gifts} /> : undefined}
        />
      }
      tabs={
        <TabLinks
          label={t("detail.tabs")}
          items={[
            { href: base, label: t("detail.coupons"), current: tab === "coupons" },
            { href: `${base}/activities`, label: t("detail.activities"), current: tab === "activities" },
          ]}
        />
      }
      aside={
        <>
          {aside}
          <Profile member={member} timeZone={timeZone} />
        </>
      }
    >
      {children}
    </DetailPage>
  );
}

type GiftProps = {
  place: ActionPlace;
  memberId: string;
  name: string;
  gifts: NonNullable<MemberFrameProps["gifts"]>;
};

function Gift({ place, memberId, name, gifts }: GiftProps) {
  const t = useTranslations("members.give");
  const ticket = useTranslations("ticket");
  const locale = useLocale();
  const options = gifts.coupons.map((coupon) => {
    const benefit = benefitWords({ ...coupon, productName: coupon.productName ?? undefined }, locale, ticket);
    const left = coupon.quantity === null ? null : coupon.quantity - (coupon.issued ?? 0);
    return {
      value: coupon.id,
      label: coupon.name,
      description: left === null ? benefit : t("withLeft", { benefit, left }),
    };
  });
  return (
    <GiveCoupon place={place} memberId={memberId} memberName={name} options={options} most={gifts.most} />
  );
}

function Profile({ member, timeZone }: { member: MemberDetail; timeZone: string }) {
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
    { label: t("phone"), value: <span className="tabular">{member.phone}</span> },
    { label: t("nickname"), value: member.nickname ?? none },
    { label: t("email"), value: member.email ?? none },
    { label: t("birthday"), value: birthday },
    {
      label: t("tier"),
      value: member.tiers.map((tier) => `${tier.plan} · ${tier.name}`).join(", ") || none,
    },
    {
      label: t("tags"),
      value: member.tags.length > 0 ? <TagsCell tags={member.tags.map((tag) => tag.name)} /> : none,
    },
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
    <Card title={t("title")}>
      <SummaryList items={items} />
    </Card>
  );
}
