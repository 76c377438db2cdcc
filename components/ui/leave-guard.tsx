"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { ConfirmDialog } from "./confirm-dialog";
import { asRoute } from "./link";
import { internalTarget, leavesPage, useNavigation } from "./navigation";

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
    const letGo = hold(ask);
    const beforeUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    const onClick = (event: MouseEvent) => {
      const url = internalTarget(event);
      if (!url || !leavesPage(url)) return;
      event.preventDefault();
      event.stopPropagation();
      ask(() => router.push(asRoute(url.pathname + url.search + url.hash)));
    };
    const stopBack = onBack(ask);
    window.addEventListener("beforeunload", beforeUnload);
    document.addEventListener("click", onClick, { capture: true });
    return () => {
      letGo();
      stopBack();
      window.removeEventListener("beforeunload", beforeUnload);
      document.removeEventListener("click", onClick, { capture: true });
    };
  }, [active, router, hold]);
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
function onBack(ask: (leave: () => void) => void): () => void {
  let leaving = false;
  const here = { pathname: location.pathname, search: location.search };
  let { state }: { state: unknown } = history;
  let href = location.href;
  const onPop = (event: PopStateEvent) => {
    const stays = location.pathname === here.pathname && location.search === here.search;
    if (leaving || stays) {
      state = history.state;
      href = location.href;
      return;
    }
    // Before the router hears of it: it would show the other page.
    event.stopImmediatePropagation();
    history.pushState(state, "", href);
    ask(() => {
      leaving = true;
      history.back();
    });
  };
  window.addEventListener("popstate", onPop, { capture: true });
  return () => window.removeEventListener("popstate", onPop, { capture: true });
}
