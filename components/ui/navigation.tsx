"use client";

import { useRouter } from "next/navigation";
import { createContext, type ReactNode, useCallback, useContext, useMemo, useTransition } from "react";
import { asRoute } from "./link";

type Going = { replace?: boolean; scroll?: boolean };
type Navigation = { go: (href: string, how?: Going) => void; pending: boolean };

const Context = createContext<Navigation>({ go: () => undefined, pending: false });

/** Leads on inside the console, and knows while the next page is on its way: what is there stays until then. */
export function useNavigation(): Navigation {
  return useContext(Context);
}

export function NavigationProvider({ children }: { children: ReactNode }) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const go = useCallback(
    (href: string, { replace = false, scroll = true }: Going = {}) =>
      startTransition(() => router[replace ? "replace" : "push"](asRoute(href), { scroll })),
    [router],
  );
  const navigation = useMemo(() => ({ go, pending }), [go, pending]);
  return <Context.Provider value={navigation}>{children}</Context.Provider>;
}

/** A plain click on a link of this site: its address. Anything else is the browser's own affair. */
export function internalTarget(event: MouseEvent | React.MouseEvent): URL | null {
  if (event.defaultPrevented || event.button !== 0) return null;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return null;
  const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
  if (!(link instanceof HTMLAnchorElement) || link.target || link.hasAttribute("download")) return null;
  const url = new URL(link.href);
  return url.origin === location.origin ? url : null;
}
