"use client";

import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { asRoute } from "./link";
import { internalTarget, leavesPage, useNavigation } from "./navigation";

// Brought when there is something to lose: a form that was only opened asks nothing.
const ConfirmDialog = dynamic(async () => (await import("./confirm-dialog")).ConfirmDialog, { ssr: false });

type LeaveGuardProps = {
  active: boolean;
  /** What was typed is given up. */
  onLeave?: () => void;
};

/**
 * While active, whatever leads to another page of the app asks first: links, keys, commands, the view switch and the
 * browser's Back; closing the tab asks the browser's own question.
 */
export function LeaveGuard({ active, onLeave }: LeaveGuardProps) {
  const t = useTranslations("ui.form");
  const router = useRouter();
  const { hold } = useNavigation();
  const [target, setTarget] = useState<{ leave: () => void } | null>(null);
  useEffect(() => {
    if (!active) return;
    const ask = (leave: () => void) => setTarget({ leave });
    const off = new AbortController();
    const { signal } = off;
    const letGo = hold(ask);
    askOnBack(ask, signal);
    window.addEventListener("beforeunload", (event) => event.preventDefault(), { signal });
    const onClick = (event: MouseEvent) => {
      const url = internalTarget(event);
      if (!url || !leavesPage(url)) return;
      event.preventDefault();
      event.stopPropagation();
      ask(() => router.push(asRoute(url.pathname + url.search + url.hash)));
    };
    document.addEventListener("click", onClick, { capture: true, signal });
    return () => {
      letGo();
      off.abort();
    };
  }, [active, router, hold]);
  if (!active && target === null) return null;
  return (
    <ConfirmDialog
      title={t("leaveTitle")}
      confirmLabel={t("leave")}
      cancelLabel={t("stay")}
      danger
      isOpen={target !== null}
      onOpenChange={(open) => (open ? undefined : setTarget(null))}
      onConfirm={() => {
        onLeave?.();
        target?.leave();
      }}
    >
      {t("leaveText")}
    </ConfirmDialog>
  );
}

/** Asks when the browser goes back or forward to another page: the address is put back until the answer. */
function askOnBack(ask: (leave: () => void) => void, signal: AbortSignal): void {
  const { pathname, search, href } = location;
  const { state }: { state: unknown } = history;
  let leaving = false;
  const onPop = (event: PopStateEvent) => {
    if (leaving || (location.pathname === pathname && location.search === search)) return;
    // Before the router hears of it: it would show the other page.
    event.stopImmediatePropagation();
    history.pushState(state, "", href);
    ask(() => {
      leaving = true;
      history.back();
    });
  };
  window.addEventListener("popstate", onPop, { capture: true, signal });
}
