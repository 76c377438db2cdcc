"use client";

import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from "react";
import type { ConsolePlace } from "@/components/activities/paths";
import type { PrizeCoupon } from "@/lib/activities/queries/prizes";

type PrizeCoupons = {
  readonly place: ConsolePlace;
  readonly timeZone: string;
  readonly now: Date;
  /** The coupons offered before anything is searched, and whether there are more than these. */
  readonly offered: readonly PrizeCoupon[];
  readonly more: boolean;
  /** Every coupon seen so far, so that a chosen one can always be shown. */
  readonly known: ReadonlyMap<string, PrizeCoupon>;
  readonly remember: (coupons: readonly PrizeCoupon[]) => void;
};

const Context = createContext<PrizeCoupons | null>(null);

export function usePrizeCoupons(): PrizeCoupons {
  const context = useContext(Context);
  if (!context) throw new Error("This part belongs inside <PrizeCouponsProvider>.");
  return context;
}

type ProviderProps = Pick<PrizeCoupons, "place" | "timeZone" | "now" | "offered" | "more"> & {
  chosen?: readonly PrizeCoupon[];
  children: ReactNode;
};

export function PrizeCouponsProvider({ children, chosen = [], ...facts }: ProviderProps) {
  const { place, timeZone, now, offered, more } = facts;
  const [known, setKnown] = useState<ReadonlyMap<string, PrizeCoupon>>(
    () => new Map([...offered, ...chosen].map((coupon) => [coupon.id, coupon])),
  );
  const remember = useCallback((coupons: readonly PrizeCoupon[]) => {
    setKnown((before) => new Map([...before, ...coupons.map((coupon) => [coupon.id, coupon] as const)]));
  }, []);
  const context = useMemo<PrizeCoupons>(
    () => ({ place, timeZone, now, offered, more, known, remember }),
    [place, timeZone, now, offered, more, known, remember],
  );
  return <Context.Provider value={context}>{children}</Context.Provider>;
}
