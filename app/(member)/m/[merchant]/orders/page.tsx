import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { MemberFrame } from "@/app/(member)/_components/member-frame";
import { orMissing } from "@/app/(member)/_components/missing";
import { OrderCard } from "@/app/(member)/m/[merchant]/orders/_components/order-card";
import { Icon } from "@/components/blocks/icon";
import { PlainLink, PlainState } from "@/components/ui/plain";
import { listOrders } from "@/lib/orders/queries/orders";
import { memberGate } from "@/lib/platform/auth/member-gates";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("shop.orders");
  return { title: t("title"), robots: { index: false } };
}

export default orMissing(async ({ params, searchParams }: PageProps<"/m/[merchant]/orders">) => {
  const { scope, merchant, member } = await memberGate((await params).merchant);
  const { cursor: asked } = await searchParams;
  const cursor = typeof asked === "string" ? asked : null;
  const { rows, nextCursor } = await listOrders(scope, {
    memberId: member.id,
    cursor,
    size: 20,
    withTotal: false,
  });
  const t = await getTranslations("shop.orders");
  const base = `/m/${merchant.slug}/orders`;
  return (
    <MemberFrame merchant={merchant} path={base} tab="me">
      <h1 className="text-xl font-[650]">{t("title")}</h1>
      {rows.length === 0 ? (
        <PlainState headingLevel={2} icon={<Icon name="bag" />} title={t("empty")} text={t("emptyText")} />
      ) : null}
      <ul className="grid gap-3">
        {rows.map((order) => (
          <OrderCard key={order.id} order={order} base={base} timeZone={merchant.timeZone} />
        ))}
      </ul>
      {nextCursor ? (
        <PlainLink href={`${base}?${new URLSearchParams({ cursor: nextCursor })}`} variant="secondary" block>
          {t("more")}
        </PlainLink>
      ) : null}
      <PlainLink href={`/m/${merchant.slug}/menu`} variant="ghost" block>
        {t("toMenu")}
      </PlainLink>
    </MemberFrame>
  );
});
