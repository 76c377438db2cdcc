"use client";

import { Kbd } from "@heroui/react";
import { useTranslations } from "next-intl";
import { Dialog } from "@/components/ui/dialog";
import { SingleKeysSwitch } from "@/components/ui/single-keys-switch";
import { shownKeys } from "./use-editor-keys";

/** Every key of the editor. */
export function KeySheet({ onClose }: { onClose: () => void }) {
  const t = useTranslations("page-editor.keys");
  const mod = /Mac|iP(?:hone|ad)/.test(navigator.platform) ? "⌘" : "Ctrl";
  return (
    <Dialog isOpen onOpenChange={(open) => (open ? undefined : onClose())} title={t("title")}>
      <div className="grid gap-5">
        <dl className="grid grid-cols-[128px_1fr] items-center gap-y-1.5">
          {Object.entries(shownKeys).map(([id, keys]) => (
            <div key={id} className="contents">
              <dt className="flex gap-1">
                {keys.split(" ").map((key) => (
                  <Kbd key={key}>{key === "mod" ? mod : key}</Kbd>
                ))}
              </dt>
              <dd className="text-ink-2">{t(id)}</dd>
            </div>
          ))}
        </dl>
        <SingleKeysSwitch />
      </div>
    </Dialog>
  );
}
