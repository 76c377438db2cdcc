"use client";

import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { asRoute } from "./link";
import { internalTarget } from "./navigation";

// Brought when there is something to lose: a form that was only opened asks nothing.
const ConfirmDialog = dynamic(async () => (await import("./confirm-dialog")).ConfirmDialog, { ssr: false });

/** While active, a link inside the app asks first, and closing the tab asks the browser's own question. */
export function LeaveGuard({ active }: { active: boolean }) {
  const t = useTranslations("ui.form");
  const router = useRouter();
  const [target, setTarget] = useState<string | null>(null);
  useEffect(() => {
    if (!active) return;
    const beforeUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    const onClick = (event: MouseEvent) => {
      const url = internalTarget(event);
      if (!url || (url.pathname === location.pathname && url.search === location.search)) return;
      event.preventDefault();
      event.stopPropagation();
      setTarget(url.pathname + url.search + url.hash);
    };
    window.addEventListener("beforeunload", beforeUnload);
    document.addEventListener("click", onClick, { capture: true });
    return () => {
      window.removeEventListener("beforeunload", beforeUnload);
      document.removeEventListener("click", onClick, { capture: true });
    };
  }, [active]);
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
        if (target) router.push(asRoute(target));
      }}
    >
      {t("leaveText")}
    </ConfirmDialog>
  );
}
