"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { ConfirmDialog } from "./confirm-dialog";
import type { LeaveGuardProps } from "./leave-guard";
import { asRoute } from "./link";
import { internalTarget, leavesPage, useNavigation } from "./navigation";

/** The question of `LeaveGuard`, for as long as it stands. */
export function LeaveQuestion({ onLeave }: Pick<LeaveGuardProps, "onLeave">) {
  const t = useTranslations("ui.form");
  const router = useRouter();
  const { hold } = useNavigation();
  const [target, setTarget] = useState<{ leave: () => void } | null>(null);
  useEffect(() => {
    const ask = (leave: () => void) => setTarget({ leave });
    const letGo = hold(ask);
    const stopBack = onBack(ask);
    const beforeUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    const onClick = (event: MouseEvent) => {
      const url = internalTarget(event);
      if (!url || !leavesPage(url)) return;
      event.preventDefault();
      event.stopPropagation();
      ask(() => router.push(asRoute(url.pathname + url.search + url.hash)));
    };
    window.addEventListener("beforeunload", beforeUnload);
    document.addEventListener("click", onClick, { capture: true });
    return () => {
      letGo();
      stopBack();
      window.removeEventListener("beforeunload", beforeUnload);
      document.removeEventListener("click", onClick, { capture: true });
    };
  }, [router, hold]);
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
  const { pathname, search } = location;
  let { state }: { state: unknown } = history;
  let { href } = location;
  const onPop = (event: PopStateEvent) => {
    if (leaving || (location.pathname === pathname && location.search === search)) {
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
