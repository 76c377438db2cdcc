import { useState } from "react";
import { type CartLine, type CartStore, linesOf } from "@/components/orders/cart";
import type { ChosenMember } from "@/components/orders/choose-member";
import type { DiagnosisStart } from "@/lib/orders/queries/diagnose";

export type Which = "held" | "coupon" | "code";
export type OnWhat = "none" | "order" | "cart";

export type Asked = {
  readonly member: ChosenMember | null;
  readonly which: Which;
  readonly voucherId: string;
  readonly code: string;
  /** The code that was asked about and does not work: it is asked about again only when that is said. */
  readonly wrongCode: string | null;
  readonly on: OnWhat;
  readonly order: string;
  readonly storeId: string;
  /** The part of the store's floor; null = not said. */
  readonly region: string | null;
  readonly channel: "online" | "till";
  readonly lines: readonly CartLine[];
  /** The delivery charge; null = none. */
  readonly deliveryMinor: number | null;
};

function begin(start: DiagnosisStart, stores: readonly CartStore[]): Asked {
  return {
    member: start.member,
    which: start.coupon ? "coupon" : "held",
    voucherId: start.voucherId ?? "",
    code: "",
    wrongCode: null,
    on: start.orderNumber ? "order" : "none",
    order: start.orderNumber ?? "",
    storeId: stores.length === 1 ? (stores[0]?.id ?? "") : "",
    region: null,
    channel: "till",
    lines: [],
    deliveryMinor: null,
  };
}

/** What is asked about. Another member has other coupons, another store other products. */
export function useDiagnosis(start: DiagnosisStart, stores: readonly CartStore[]) {
  const [asked, setAsked] = useState(() => begin(start, stores));
  const change = (patch: Partial<Asked>) =>
    setAsked((now) => ({
      ...now,
      ...(patch.member === undefined ? {} : { voucherId: "" }),
      ...(patch.code === undefined ? {} : { wrongCode: null }),
      ...(patch.storeId === undefined ? {} : { lines: [], region: null }),
      ...patch,
    }));
  const setLines = (make: (lines: readonly CartLine[]) => readonly CartLine[]) =>
    setAsked((now) => ({ ...now, lines: make(now.lines) }));
  return { asked, change, setLines };
}

/** What was asked about is a code that does not work. */
export const isWrong = ({ which, code, wrongCode }: Asked) =>
  which === "code" && wrongCode !== null && code === wrongCode;

function couponOf(asked: Asked, couponId: string | undefined) {
  const { which, voucherId, code } = asked;
  if (which === "coupon") return couponId ? { couponId } : null;
  if (which === "code") return code.trim() && !isWrong(asked) ? { code: code.trim() } : null;
  return voucherId ? { voucherId } : null;
}

function cartOf(
  { on, order, storeId, region, channel, lines, deliveryMinor }: Asked,
  stores: readonly CartStore[],
) {
  if (on === "none") return {};
  if (on === "order") return order.trim() ? { order: order.trim() } : null;
  const store = stores.find(({ id }) => id === storeId);
  const whole = linesOf(lines);
  if (!store || !whole) return null;
  return {
    quote: {
      ...{ storeId, channel, device: channel === "till" ? "till" : "mobile", currency: store.currency },
      ...(region === null ? {} : { region }),
      ...{ lines: whole, deliveryMinor: deliveryMinor ?? 0 },
    },
  };
}

/** The input of `explainCoupon`; null while something of it is missing. */
export function inputOf(asked: Asked, couponId: string | undefined, stores: readonly CartStore[]) {
  const coupon = couponOf(asked, couponId);
  const cart = cartOf(asked, stores);
  return asked.member && coupon && cart ? { memberId: asked.member.id, ...coupon, ...cart } : null;
}
