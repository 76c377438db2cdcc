"use client";

import { Kbd } from "@heroui/react";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { Dialog } from "@/components/ui/dialog";
import { shortcuts } from "@/components/ui/shortcuts";
import { SingleKeysSwitch } from "@/components/ui/single-keys-switch";
import { destinations, whereIs } from "./navigation";

type SheetProps = { slug: string; allowed: readonly string[]; onClose: () => void };

/** Every key of the console, printed from the lists that make them work. */
export function ShortcutSheet({ slug, allowed, onClose }: SheetProps) {
  const t = useTranslations("workspace.commands");
  const nav = useTranslations("frame.nav");
  const { storeId } = whereIs(usePathname(), slug);
  const places = destinations(allowed, storeId !== null).filter(({ letter }) => letter);
  return (
    <Dialog isOpen onOpenChange={(open) => (open ? undefined : onClose())} title={t("sheet")} size="lg">
      <div className="grid gap-5">
        <div className="grid gap-x-8 gap-y-5 sm:grid-cols-2">
          <Keys
            title={t("everywhere")}
            rows={shortcuts.map(({ id, keys }) => ({ id, keys, words: t(`keys.${id}`) }))}
          />
          <Keys
            title={t("goTo")}
            rows={places.map(({ key, letter }) => ({
              id: key,
              keys: ["G", (letter ?? "").toUpperCase()],
              words: nav(key),
            }))}
          />
        </div>
        <SingleKeysSwitch />
      </div>
    </Dialog>
  );
}

type KeyRow = { id: string; keys: readonly string[]; words: string };

function Keys({ title, rows }: { title: string; rows: readonly KeyRow[] }) {
  return (
    <section className="grid content-start gap-2">
      <h3 className="font-semibold">{title}</h3>
      <dl className="grid grid-cols-[96px_1fr] items-center gap-y-1.5">
        {rows.map(({ id, keys, words }) => (
          <div key={id} className="contents">
            <dt className="flex gap-1">
              {keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dt>
            <dd className="text-ink-2">{words}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
