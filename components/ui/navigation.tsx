"use client";

import { useRouter } from "next/navigation";
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useMemo,
  useRef,
  useTransition,
} from "react";
import { asRoute } from "./link";

type Going = { replace?: boolean; scroll?: boolean };
/** Asks whether to leave what is not saved, and calls `leave` on yes. */
export type Guard = (leave: () => void) => void;
type Navigation = {
  go: (href: string, how?: Going) => void;
  pending: boolean;
  /** Whoever holds is asked before `go` leads to another page, until what this gives is called. */
  hold: (guard: Guard) => () => void;
};

const Context = createContext<Navigation>({
  go: () => undefined,
  pending: false,
  hold: () => () => undefined,
});

/** Leads on inside the console, and knows while the next page is on its way: what is there stays until then. */
export function useNavigation(): Navigation {
  return useContext(Context);
}

export function NavigationProvider({ children }: { children: ReactNode }) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const guards = useRef<readonly Guard[]>([]);
  const hold = useCallback((guard: Guard) => {
    guards.current = [...guards.current, guard];
    return () => {
      guards.current = guards.current.filter((one) => one !== guard);
    };
  }, []);
  const go = useCallback(
    (href: string, { replace = false, scroll = true }: Going = {}) => {
      const leave = () =>
        startTransition(() => router[replace ? "replace" : "push"](asRoute(href), { scroll }));
      const guard = guards.current.at(-1);
      if (guard && leavesPage(new URL(href, location.href))) guard(leave);
      else leave();
    },
    [router],
  );
  const navigation = useMemo(() => ({ go, pending, hold }), [go, pending, hold]);
  return <Context.Provider value={navigation}>{children}</Context.Provider>;
}

/** Whether an address is another page than the one that is shown. */
export const leavesPage = (url: URL) => url.pathname !== location.pathname || url.search !== location.search;

/** A plain click on a link of this site: its address. Anything else is the browser's own affair. */
export function internalTarget(event: MouseEvent | React.MouseEvent): URL | null {
  if (event.defaultPrevented || event.button !== 0) return null;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return null;
  const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
  if (!(link instanceof HTMLAnchorElement) || link.target || link.hasAttribute("download")) return null;
  const url = new URL(link.href);
  return url.origin === location.origin ? url : null;
}
