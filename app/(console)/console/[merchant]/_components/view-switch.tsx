"use client";

import { Popover } from "@heroui/react";
import { ChevronDown } from "lucide-react";
import dynamic from "next/dynamic";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { useNavigation } from "@/components/ui/navigation";
import { toast } from "@/components/ui/toast";
import { otherView, whereIs } from "./navigation";
import { GROUP } from "./view-group";

export type FrameStore = { id: string; name: string };

type ViewSwitchProps = { slug: string; stores: readonly FrameStore[]; groupView: boolean };

// A list with its search weighs nothing on a page whose view nobody switches.
const loadList = async () => (await import("./view-list")).ViewList;
const ViewList = dynamic(loadList, { ssr: false });

/** Whether there is a page for this person at an address: the page itself says so. */
async function exists(href: string): Promise<boolean> {
  try {
    return (await fetch(href, { method: "HEAD", redirect: "manual" })).status === 200;
  } catch {
    return false;
  }
}

/** Group view or one store. Keeps the screen where it exists in the other view, else goes to its Home and says so. */
export function ViewSwitch({ slug, stores, groupView }: ViewSwitchProps) {
  const t = useTranslations("frame.view");
  const nav = useTranslations("frame.nav");
  const { go } = useNavigation();
  const [open, setOpen] = useState(false);
  const { storeId, rest } = whereIs(usePathname(), slug);
  const name = stores.find((store) => store.id === storeId)?.name ?? t("group");

  const choose = async (key: string) => {
    setOpen(false);
    if (key === (storeId ?? GROUP)) return;
    const base = key === GROUP ? `/console/${slug}` : `/console/${slug}/s/${key}`;
    const { href, same, lost } = otherView(rest, base, key !== GROUP);
    if (lost) toast.info(t("movedHome", { page: nav(lost) }));
    go(same && (await exists(same)) ? same : href);
  };
  return (
    <Popover isOpen={open} onOpenChange={setOpen}>
      <Button
        aria-label={t("current", { name })}
        onHoverStart={() => void loadList()}
        onPressStart={() => void loadList()}
        className="max-w-[45vw] min-w-0 sm:max-w-52 sm:shrink-0"
      >
        <span className="truncate">{name}</span>
        <ChevronDown aria-hidden="true" />
      </Button>
      <Popover.Content placement="bottom end" className="w-72 max-w-[92vw]">
        <Popover.Dialog aria-label={t("label")} className="p-2">
          <ViewList
            stores={stores}
            groupView={groupView}
            selected={storeId ?? GROUP}
            onChoose={(key) => void choose(key)}
          />
        </Popover.Dialog>
      </Popover.Content>
    </Popover>
  );
}
