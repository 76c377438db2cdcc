import { useFormatter, useTranslations } from "next-intl";
import { ChannelChip, type NamedChannel } from "@/components/links/channel-chip";
import { LinkQr } from "@/components/links/link-qr";
import { PromotePoster } from "@/components/links/promote-poster";
import { Banner } from "@/components/ui/banner";
import { Card } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import { DetailPage } from "@/components/ui/detail-page";
import { PageHeader } from "@/components/ui/page-header";
import { StatusBadge } from "@/components/ui/status-badge";
import { SummaryList } from "@/components/ui/summary-list";
import type { DayRange } from "@/lib/coupons/rules/range";
import type { LinkFigures, LinkRow } from "@/lib/links/queries/links";
import type { placementsBy } from "@/lib/links/queries/placements";
import { leadsOn } from "@/lib/links/rules";
import type { PromoteChoice } from "@/lib/links/schema";
import { LinkPerformance } from "./link-performance";
import { LinkState } from "./link-state";

type LinkDetailProps = {
  place: { merchant: string; store?: string };
  link: LinkRow;
  /** Of the range, and of what it stands beside. */
  figures: LinkFigures;
  before: LinkFigures;
  range: DayRange & { wrong: boolean };
  own: readonly NamedChannel[];
  choice: PromoteChoice;
  /** What ends with it. */
  placed: Awaited<ReturnType<typeof placementsBy>>;
  now: Date;
  today: string;
  timeZone: string;
  /** The merchant's own. */
  currency: string;
  baseUrl: string;
  mayWrite: boolean;
  mayUpload: boolean;
};

export function LinkDetail(props: LinkDetailProps) {
  const { place, link, figures, range, own, choice, now, timeZone, baseUrl, mayWrite, mayUpload } = props;
  const t = useTranslations("links.detail");
  const poster = useTranslations("links.poster");
  const onSite = useTranslations("links.onSite");
  const placed = props.placed.map(({ id, title, slot }) => ({
    id,
    name: `${title || link.targetName || link.slug} · ${onSite(`slots.${slot}`)}`,
  }));
  const address = `${baseUrl}/s/${link.slug}`;
  const base = `/console/${place.merchant}${place.store ? `/s/${place.store}` : ""}/links`;
  const isLive = leadsOn(link, now);
  return (
    <DetailPage
      header={
        <PageHeader
          title={link.name || `/s/${link.slug}`}
          badge={<StatusBadge status={isLive ? "active" : "ended"} />}
          meta={<ChannelChip code={link.channel} own={own} />}
          back={{ href: base, label: t("back") }}
          actions={
            <>
              {mayWrite ? (
                <LinkState
                  {...{ place, placed }}
                  link={{ id: link.id, isDisabled: link.disabledAt !== null }}
                />
              ) : null}
              {isLive ? (
                <CopyButton text={address} label={address.replace(/^https?:\/\//, "")} variant="primary" />
              ) : null}
            </>
          }
        />
      }
      aside={
        <>
          <About link={link} timeZone={timeZone} />
          <Sources {...{ figures, range }} kind="device" />
          <Sources {...{ figures, range }} kind="referrer" />
        </>
      }
    >
      {isLive ? null : <Banner tone="danger">{poster("over")}</Banner>}
      <LinkPerformance {...props} path={`${base}/${link.id}`} />
      {isLive ? (
        <>
          <Card title={t("qr")}>
            <LinkQr
              {...{ place, mayUpload, address, choice }}
              link={{ slug: link.slug, channel: link.channel }}
            />
          </Card>
          <Card title={t("poster")}>
            <PromotePoster place={place} link={{ id: link.id }} />
          </Card>
        </>
      ) : null}
    </DetailPage>
  );
}

function About({ link, timeZone }: Pick<LinkDetailProps, "link" | "timeZone">) {
  const t = useTranslations("links.detail");
  const list = useTranslations("links.list");
  const format = useFormatter();
  const at = (date: Date) =>
    format.dateTime(date, { dateStyle: "medium", timeStyle: "short", hourCycle: "h23", timeZone });
  const utm = Object.entries(link.utm).filter(([, value]) => value);
  return (
    <Card>
      <SummaryList
        items={[
          { label: t("leadsTo"), value: link.targetName ?? list(link.targetType) },
          {
            label: t("made"),
            value: `${at(link.createdAt)}${link.createdBy ? ` ${t("madeBy", { name: link.createdBy })}` : ""}`,
          },
          {
            label: t("ends"),
            value: link.disabledAt
              ? t("disabled", { at: at(link.disabledAt) })
              : link.expiresAt
                ? at(link.expiresAt)
                : t("never"),
          },
          {
            label: t("utm"),
            value: utm.length === 0 ? t("none") : utm.map(([key, value]) => `${key}: ${value}`).join(" · "),
          },
        ]}
      />
    </Card>
  );
}

function Sources({
  figures,
  range,
  kind,
}: Pick<LinkDetailProps, "figures" | "range"> & { kind: "device" | "referrer" }) {
  const t = useTranslations("links.detail");
  const words = useTranslations("coupon-data.range");
  const { number, dateTime } = useFormatter();
  const day = (date: string) =>
    dateTime(new Date(`${date}T00:00:00Z`), { dateStyle: "medium", timeZone: "UTC" });
  const rows = figures.sources.filter((source) => source.kind === kind).slice(0, 10);
  const total = rows.reduce((sum, { clicks }) => sum + clicks, 0);
  const name = (value: string) => {
    if (kind === "device") return t(`device_${value === "tablet" || value === "desktop" ? value : "mobile"}`);
    if (value === "") return t("direct");
    return value === "other" || value === "wechat" ? t(value) : value;
  };
  return (
    <Card
      title={t(kind === "device" ? "devices" : "referrers")}
      footer={words("title", { from: day(range.from), until: day(range.to) })}
    >
      {rows.length === 0 ? <p className="text-sm text-ink-2">{t("nothing")}</p> : null}
      <dl className="grid gap-2 text-sm">
        {rows.map(({ value, clicks }) => (
          <div key={value} className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 gap-y-1">
            <dt className="truncate">{name(value)}</dt>
            <dd className="tabular text-ink-2">{number(clicks)}</dd>
            <dd aria-hidden="true" className="col-span-2 h-1.5 overflow-hidden rounded-full bg-sunken">
              <span
                className="block h-full rounded-full bg-brand"
                style={{ width: `${(100 * clicks) / total}%` }}
              />
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
