"use client";

import { usePathname } from "next/navigation";
import { useEffect, useSyncExternalStore } from "react";
import { listenForInstall } from "@/app/(member)/m/[merchant]/_components/install-event";

/** Where a member comes to after signing in or out, and where their coupons are. */
const telling = /^\/m\/[^/]+(?:\/coupons|\/login)?$/;
/** The merchant's home, where most come to: what was saved minutes ago is not saved anew for each look at it. */
const home = /^\/m\/[^/]+$/;

type KeepOfflineProps = {
  merchant: string;
  /** Said while there is no connection. */
  notice: string;
};

/** Has the service worker save the wallet (public/m/worker.js), and says it when the connection is gone. */
export function KeepOffline({ merchant, notice }: KeepOfflineProps) {
  const path = usePathname();
  const isOnline = useSyncExternalStore(
    hearConnection,
    () => navigator.onLine,
    () => true,
  );
  useEffect(() => listenForInstall(), []);
  useEffect(() => {
    if (isOnline && telling.test(path)) return afterLoad(() => void saveWallet(merchant, home.test(path)));
  }, [isOnline, path, merchant]);
  return (
    <p
      role="status"
      className="sticky top-0 z-10 bg-warning-soft px-4 py-2 text-center text-sm text-ink empty:hidden"
    >
      {isOnline ? null : notice}
    </p>
  );
}

function hearConnection(tell: () => void): () => void {
  for (const name of ["online", "offline"]) window.addEventListener(name, tell);
  return () => {
    for (const name of ["online", "offline"]) window.removeEventListener(name, tell);
  };
}

/** Does it once everything of the page is there, so that it takes nothing from what is seen. */
function afterLoad(work: () => void): () => void {
  if (document.readyState === "complete") {
    const timer = setTimeout(work);
    return () => clearTimeout(timer);
  }
  window.addEventListener("load", work, { once: true });
  return () => window.removeEventListener("load", work);
}

async function saveWallet(merchant: string, mayBeKept: boolean): Promise<void> {
  // Where it cannot be saved, members' pages need a connection as they always did.
  const { serviceWorker } = navigator;
  const kept = await serviceWorker?.register("/m/worker.js", { scope: "/m/" }).catch(() => undefined);
  (kept?.active ?? kept?.waiting ?? kept?.installing)?.postMessage({ merchant, mayBeKept });
}
