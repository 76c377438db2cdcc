import { useFormatter, useLocale, useTranslations } from "next-intl";
import { ChannelChip, type NamedChannel } from "@/components/links/channel-chip";
import { PromotePoster } from "@/components/links/promote-poster";
import { Card } from "@/components/ui/card";
import { Chart } from "@/components/ui/chart";
import { CopyButton } from "@/components/ui/copy-button";
import { DetailPage } from "@/components/ui/detail-page";
import { KeyFigure, KeyFigures } from "@/components/ui/key-figure";
import { PageHeader } from "@/components/ui/page-header";
import { StatusBadge } from "@/components/ui/status-badge";
import { SummaryList } from "@/components/ui/summary-list";
import { formatMoney } from "@/lib/kernel/money";
import { addDays } from "@/lib/kernel/time";
import type { LinkFigures, LinkRow } from "@/lib/links/queries/links";
import { leadsOn } from "@/lib/links/rules";
import type { PromoteChoice } from "@/lib/links/schema";
import { LinkQr } from "./link-qr";
import { LinkState } from "./link-state";

type LinkDetailProps = {
  place: { merchant: string; store?: string };
  link: LinkRow;
  figures: LinkFigures;
  range: { from: string; to: string };
  own: readonly NamedChannel[];
  choice: PromoteChoice;
  now: Date;
  timeZone: string;
  baseUrl: string;
  mayWrite: boolean;
};

export function LinkDetail(props: LinkDetailProps) {
  const { place, link, figures, range, own, choice, now, timeZone, baseUrl, mayWrite } = props;
  const t = useTranslations("links.detail");
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
                <LinkState place={place} link={{ id: link.id, isDisabled: link.disabledAt !== null }} />
              ) : null}
              <CopyButton text={address} label={address.replace(/^https?:\/\//, "")} variant="primary" />
            </>
          }
        />
      }
      aside={
        <>
          <About link={link} timeZone={timeZone} />
          <Sources figures={figures} kind="device" />
          <Sources figures={figures} kind="referrer" />
        </>
      }
    >
      <Totals link={link} figures={figures} />
      <Days figures={figures} range={range} />
      <Card title={t("qr")}>
        <LinkQr {...{ place, mayWrite, address, choice }} link={{ slug: link.slug, channel: link.channel }} />
      </Card>
      <Card title={t("poster")}>
        <PromotePoster place={place} link={{ id: link.id }} />
      </Card>
    </DetailPage>
  );
}

function Totals({ link, figures }: Pick<LinkDetailProps, "link" | "figures">) {
  const t = useTranslations("links.detail");
  const { number } = useFormatter();
  const locale = useLocale();
  const share =
    link.visitors === 0
      ? "–"
      : number(link.claims / link.visitors, { style: "percent", maximumFractionDigits: 1 });
  return (
    <KeyFigures>
      {(["clicks", "visitors", "claims", "orders"] as const).map((key) => (
        <KeyFigure key={key} label={t(key)} value={number(link[key])} definition={t(`${key}Help`)} />
      ))}
      <KeyFigure label={t("conversion")} value={share} definition={t("conversionHelp")} />
      {figures.sales.map(({ currency, salesMinor }) => (
        <KeyFigure
          key={currency}
          label={t("sales")}
          value={formatMoney(salesMinor, currency, locale)}
          hint={t("days")}
        />
      ))}
    </KeyFigures>
  );
}

function Days({ figures, range }: Pick<LinkDetailProps, "figures" | "range">) {
  const t = useTranslations("links.detail");
  const format = useFormatter();
  const known = new Map(figures.days.map((day) => [day.day, day]));
  const days: string[] = [];
  for (let day = range.from; day <= range.to; day = addDays(day, 1)) days.push(day);
  const said = (day: string, long: boolean) =>
    format.dateTime(new Date(`${day}T00:00:00Z`), {
      ...{ day: "numeric", month: "short", timeZone: "UTC" },
      ...(long ? { weekday: "short", year: "numeric" } : {}),
    });
  const series = (key: "clicks" | "visitors" | "claims") => ({
    key,
    label: t(key),
    values: days.map((day) => known.get(day)?.[key] ?? 0),
  });
  return (
    <Card>
      <Chart
        title={t("days")}
        kind="line"
        axis={t("day")}
        categories={days.map((day) => ({ key: day, label: said(day, false), full: said(day, true) }))}
        series={[series("clicks"), series("visitors"), series("claims")]}
      />
    </Card>
  );
}

function About({ link, timeZone }: Pick<LinkDetailProps, "link" | "timeZone">) {
  const t = useTranslations("links.detail");
  const list = useTranslations("links.list");
  const format = useFormatter();
  const at = (date: Date) => format.dateTime(date, { dateStyle: "medium", timeStyle: "short", timeZone });
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

function Sources({ figures, kind }: Pick<LinkDetailProps, "figures"> & { kind: "device" | "referrer" }) {
  const t = useTranslations("links.detail");
  const { number } = useFormatter();
  const rows = figures.sources.filter((source) => source.kind === kind).slice(0, 10);
  const total = rows.reduce((sum, { clicks }) => sum + clicks, 0);
  const name = (value: string) => {
    if (kind === "device") return t(`device_${value === "tablet" || value === "desktop" ? value : "mobile"}`);
    if (value === "") return t("direct");
    return value === "other" || value === "wechat" ? t(value) : value;
  };
  return (
    <Card title={t(kind === "device" ? "devices" : "referrers")}>
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
