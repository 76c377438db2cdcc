import { useTranslations } from "next-intl";
import type { ActionPlace } from "@/components/ui/action-result";
import { Card } from "@/components/ui/card";
import { CopyText } from "@/components/ui/copy-text";
import { Link } from "@/components/ui/link";
import { SummaryList } from "@/components/ui/summary-list";
import { Time } from "@/components/ui/time";
import { Timeline } from "@/components/ui/timeline";
import type { OrderEvent } from "@/lib/orders/queries/history";
import type { OrderDetail } from "@/lib/orders/queries/orders";
import { RevealAddress } from "./reveal-address";

type OrderAsideProps = {
  order: OrderDetail;
  events: readonly OrderEvent[];
  membersPath: string | null;
  /** Where its reader may look at an address; null = they may not. */
  reveal: ActionPlace | null;
};

/** Who bought, when what happened, and who did it. */
export function OrderAside({ order, events, membersPath, reveal }: OrderAsideProps) {
  const t = useTranslations("orders.aside");
  const { timeZone, status } = order;
  const time = (label: string, at: Date | null) =>
    at ? [{ label, value: <Time at={at} timeZone={timeZone} className="" /> }] : [];
  const ranOut = status === "cancelled" && (order.cancelledBy ?? "time") === "time";
  return (
    <>
      <Card title={t("title")}>
        <SummaryList
          items={[
            { label: t("member"), value: <Buyer order={order} membersPath={membersPath} /> },
            ...(order.delivery
              ? [{ label: t("deliverTo"), value: <Address place={reveal} orderId={order.id} /> }]
              : []),
            ...time(t("placed"), order.placedAt),
            ...(status === "placed" ? time(t("payUntil"), order.expiresAt) : []),
            ...time(t("paid"), order.paidAt),
            ...(order.paymentRef
              ? [{ label: t("paymentRef"), value: <CopyText text={order.paymentRef} /> }]
              : []),
            ...time(t("completed"), order.completedAt),
            ...time(
              t(ranOut ? "ranOut" : "cancelled"),
              status === "cancelled" ? (order.cancelledAt ?? order.expiresAt) : null,
            ),
            { label: t("placedBy"), value: t(`by.${order.placedByType}`) },
            ...(order.note ? [{ label: t("note"), value: order.note }] : []),
          ]}
        />
      </Card>
      <Card title={t("history")}>
        <History events={events} timeZone={timeZone} />
      </Card>
    </>
  );
}

function Address({ place, orderId }: { place: ActionPlace | null; orderId: string }) {
  const t = useTranslations("orders.aside");
  if (place) return <RevealAddress place={place} orderId={orderId} />;
  return <span className="text-ink-2">{t("addressHidden")}</span>;
}

function Buyer({ order, membersPath }: { order: OrderDetail; membersPath: string | null }) {
  const t = useTranslations("orders.aside");
  const { member } = order;
  if (!member) return t("nobody");
  const name = member.name ?? member.nickname ?? member.phone;
  return (
    <span className="grid">
      {membersPath ? (
        <Link href={`${membersPath}/${member.id}`} className="text-brand hover:underline">
          {name}
        </Link>
      ) : (
        name
      )}
      {name === member.phone ? null : <span className="tabular text-xs text-ink-2">{member.phone}</span>}
    </span>
  );
}

function History({ events, timeZone }: { events: readonly OrderEvent[]; timeZone: string }) {
  const t = useTranslations("audit");
  const own = useTranslations("orders.aside");
  if (events.length === 0) return <p className="text-sm text-ink-2">{own("noHistory")}</p>;
  const words = (action: string) => {
    const key = `actions.${action.replace(".", "_")}`;
    return t.has(key as never) ? t(key as never) : action;
  };
  return (
    <Timeline
      timeZone={timeZone}
      items={events.map(({ id, action, at, by, actorType, payment }) => ({
        ...{ key: id, at, title: words(action) },
        by: by ?? t(`actors.${actorType}` as never),
        detail: payment && own.has(`became.${payment}` as never) ? own(`became.${payment}` as never) : null,
      }))}
    />
  );
}
