"use client";

import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type RefObject, useEffect, useRef, useState } from "react";
import { asRoute } from "./link";
import { type Guard, internalTarget, leavesPage, useNavigation } from "./navigation";

// Brought when there is something to lose: a form that was only opened asks nothing.
const ConfirmDialog = dynamic(async () => (await import("./confirm-dialog")).ConfirmDialog, { ssr: false });

/** How long somebody who leaves waits for what they typed to be kept, before they are asked. */
const KEEP_MS = 3000;

type LeaveGuardProps = {
  active: boolean;
  /** Keeps what was typed and tells whether it could: then there is nothing to ask. */
  keep?: () => Promise<boolean>;
  /** What was typed is given up. */
  onLeave?: () => void;
  /** Holds how to ask, while there is something to lose, for what leads to no other page: a dialog that is closed. */
  asks?: RefObject<Guard | null>;
};

/** Whether a way back is taken that somebody agreed to: no other guard of the page holds it up. */
let isLeaving = false;

/**
 * Asks before the browser's own Back and Forward, before the router hears of them. A second press without a touch of the
 * page in between is the browser's: it lets no page hold anybody back twice.
 */
function onTraversal(ask: (leave: () => void) => void, signal: AbortSignal) {
  // Older browsers have none: there, what was typed into something that exists is offered again on the next visit.
  const { navigation } = window as Window & { navigation?: Navigation };
  navigation?.addEventListener(
    "navigate",
    (event) => {
      const { key, sameDocument, url } = event.destination;
      if (event.navigationType !== "traverse" || !event.cancelable || isLeaving) return;
      // Another guard of the page asks already.
      if (event.defaultPrevented) return;
      // What leads out of the app is asked about by `beforeunload`.
      if (!sameDocument || !leavesPage(new URL(url))) return;
      event.preventDefault();
      ask(() => {
        isLeaving = true;
        const { committed, finished } = navigation.traverseTo(key);
        const over = () => {
          isLeaving = false;
        };
        // Both fail where another way is taken meanwhile: that is nobody's error.
        committed?.catch(over);
        finished?.then(over, over);
      });
    },
    { signal },
  );
}

/**
 * While active, whatever leads to another page of the app asks first: links, keys, commands, the view switch, and the
 * browser's own Back and Forward; closing the tab asks the browser's own question.
 */
export function LeaveGuard({ active, keep, onLeave, asks }: LeaveGuardProps) {
  const t = useTranslations("ui.form");
  const router = useRouter();
  const { hold } = useNavigation();
  const [target, setTarget] = useState<{ leave: () => void } | null>(null);
  const keeping = useRef(keep);
  keeping.current = keep;
  /** Which way out was wanted last: none is taken late, after another or from a page that is gone. */
  const last = useRef(0);
  useEffect(
    () => () => {
      last.current += 1;
    },
    [],
  );
  useEffect(() => {
    if (!active) return;
    const askOrKeep = async (leave: () => void) => {
      last.current += 1;
      const mine = last.current;
      const late = new Promise<false>((resolve) => setTimeout(resolve, KEEP_MS, false));
      const isKept = await Promise.race([keeping.current?.(), late]);
      if (mine !== last.current) return;
      if (isKept) leave();
      else setTarget({ leave });
    };
    const ask = (leave: () => void) => void askOrKeep(leave);
    const off = new AbortController();
    const { signal } = off;
    const letGo = hold(ask);
    if (asks) asks.current = ask;
    window.addEventListener("beforeunload", (event) => event.preventDefault(), { signal });
    const onClick = (event: MouseEvent) => {
      const url = internalTarget(event);
      if (!url || !leavesPage(url)) return;
      event.preventDefault();
      event.stopPropagation();
      ask(() => router.push(asRoute(url.pathname + url.search + url.hash)));
    };
    document.addEventListener("click", onClick, { capture: true, signal });
    onTraversal(ask, signal);
    return () => {
      letGo();
      if (asks) asks.current = null;
      off.abort();
    };
  }, [active, router, hold, asks]);
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
