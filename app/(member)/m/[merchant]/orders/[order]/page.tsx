import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { MemberFrame } from "@/app/(member)/_components/member-frame";
import { orMissing } from "@/app/(member)/_components/missing";
import { AskRefund } from "@/app/(member)/m/[merchant]/orders/[order]/_components/ask-refund";
import { openAround } from "@/app/(member)/m/[merchant]/orders/[order]/_components/open-around";
import { openOrder } from "@/app/(member)/m/[merchant]/orders/[order]/_components/open-order";
import { OrderLead } from "@/app/(member)/m/[merchant]/orders/[order]/_components/order-lead";
import { OrderLines } from "@/app/(member)/m/[merchant]/orders/[order]/_components/order-lines";
import { OrderPacks, unpaidPacks } from "@/app/(member)/m/[merchant]/orders/[order]/_components/order-packs";
import { OrderRefused } from "@/app/(member)/m/[merchant]/orders/[order]/_components/order-refused";
import { OrderState } from "@/app/(member)/m/[merchant]/orders/[order]/_components/order-state";
import { OrderTotals } from "@/app/(member)/m/[merchant]/orders/[order]/_components/order-totals";
import { PayWithout } from "@/app/(member)/m/[merchant]/orders/[order]/_components/pay-without";
import { RefundTrail } from "@/app/(member)/m/[merchant]/orders/[order]/_components/refund-trail";
import { PlainLink } from "@/components/ui/plain";
import { memberGate } from "@/lib/platform/auth/member-gates";
import { paymentProvider } from "@/lib/platform/payments/choose-provider";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("shop.orders");
  return { title: t("title"), robots: { index: false } };
}

export default orMissing(async ({ params, searchParams }: PageProps<"/m/[merchant]/orders/[order]">) => {
  const asked = await params;
  const { scope, merchant } = await memberGate(asked.merchant);
  const now = new Date();
  const order = await openOrder(scope, asked.order);
  const { packs, preview, lead, back } = await openAround(scope, order, now);
  const isOpen = order.requests.some(({ status }) => status === "open");
  const t = await getTranslations("shop.order");
  const [slug, { said, placed, refused, stay }] = [merchant.slug, await searchParams];
  const path = `/m/${slug}/orders/${order.id}`;
  const hidden = { merchant: slug, order: order.id, requestId: randomUUID() };
  return (
    <MemberFrame merchant={merchant} path={path} tab="me">
      <PlainLink href={`/m/${slug}/orders`} className="inline-flex min-h-11 items-center text-sm">
        ← {t("back")}
      </PlainLink>
      <h1 className="text-xl font-[650]">{t("title", { number: order.number })}</h1>
      <OrderRefused code={refused} />
      {refused === "pack_unavailable" && order.status === "placed" ? <PayWithout hidden={hidden} /> : null}
      <OrderState
        {...{ order, now, hidden, back }}
        said={placed === "1" ? "placed" : said}
        canPay={paymentProvider() !== null}
        packsMinor={unpaidPacks(packs)}
      />
      <OrderLead {...{ lead, slug, path }} waits={said === "paying" && stay === undefined} />
      <OrderLines order={order} />
      <OrderTotals {...{ order, packs }} />
      <OrderPacks {...{ packs, back, now, slug }} />
      <RefundTrail {...{ order, back, now, hidden }} />
      {preview?.ok && !isOpen ? <AskRefund order={order} preview={preview.value} hidden={hidden} /> : null}
    </MemberFrame>
  );
});
