import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { benefitWords } from "@/components/coupons/ticket-words";
import { LabelChips } from "@/components/members/label-chip";
import { consolePath } from "@/components/merchants/console-path";
import type { ActionPlace } from "@/components/ui/action-result";
import { DetailPage } from "@/components/ui/detail-page";
import { PageHeader } from "@/components/ui/page-header";
import { StatusBadge } from "@/components/ui/status-badge";
import { TabLinks } from "@/components/ui/tabs";
import { BlockMember } from "./block-member";
import { EditTags } from "./edit-tags";
import { GiveCoupon } from "./give-coupon";
import { MemberMenu } from "./member-menu";
import { MemberProfile } from "./member-profile";
import type { OpenedMember } from "./open-member";

type MemberFrameProps = OpenedMember & {
  tab: "coupons" | "packs" | "orders" | "balances" | "activities" | "timeline";
  /** Above the profile. */
  aside?: ReactNode;
  children: ReactNode;
};

/** C-61: one member; the tabs have addresses of their own. */
export function MemberFrame(props: MemberFrameProps) {
  const { place, timeZone, member, tab, aside, children } = props;
  const t = useTranslations("members");
  const base = consolePath(place, "members", member.id);
  const tabs = ["coupons", "packs", "orders", "balances", "activities", "timeline"] as const;
  return (
    <DetailPage
      header={<MemberHeader {...props} />}
      tabs={
        <TabLinks
          label={t("detail.tabs")}
          items={tabs.map((key) => ({
            href: key === "coupons" ? base : `${base}/${key}`,
            label: t(`detail.${key}`),
            current: tab === key,
          }))}
        />
      }
      aside={
        <>
          {aside}
          <MemberProfile
            place={place}
            member={member}
            timeZone={timeZone}
            plans={props.plans}
            may={props.may}
          />
        </>
      }
    >
      {children}
    </DetailPage>
  );
}

function MemberHeader({ place, member, gifts, tags, may }: MemberFrameProps) {
  const t = useTranslations("members");
  const name = member.name ?? member.nickname ?? t("noName");
  const blocked = member.blockedAt !== null;
  return (
    <PageHeader
      title={name}
      badge={
        <>
          {blocked ? <StatusBadge status="blocked" label={t("blocked")} /> : null}
          {member.tiers.length > 0 ? <LabelChips labels={member.tiers} /> : null}
        </>
      }
      meta={
        <span className="flex flex-wrap items-center gap-2">
          <span className="tabular">{member.phone}</span>
          {member.tags.length > 0 ? <LabelChips labels={member.tags} most={12} /> : null}
          {may.edit ? (
            <EditTags
              place={place}
              memberId={member.id}
              worn={member.tags.map((tag) => tag.id)}
              tags={tags}
            />
          ) : null}
        </span>
      }
      back={{ href: consolePath(place, "members"), label: t("list.title") }}
      actions={
        <>
          {may.block ? (
            <BlockMember place={place} memberId={member.id} name={name} blocked={blocked} />
          ) : null}
          {gifts ? <Gift place={place} memberId={member.id} name={name} gifts={gifts} /> : null}
          {may.edit ? (
            <MemberMenu place={place} member={{ id: member.id, name }} mayErase={may.erase} />
          ) : null}
        </>
      }
    />
  );
}

type GiftProps = {
  place: ActionPlace;
  memberId: string;
  name: string;
  gifts: NonNullable<OpenedMember["gifts"]>;
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
