"use client";

import { ListBox, Popover, SearchField } from "@heroui/react";
import { ChevronDown } from "lucide-react";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { useNavigation } from "@/components/ui/navigation";
import { toast } from "@/components/ui/toast";
import { otherView, whereIs } from "./navigation";

export type FrameStore = { id: string; name: string };

type ViewSwitchProps = { slug: string; stores: readonly FrameStore[]; groupView: boolean };

const GROUP = "group";
/** Stores that are listed at once; the rest is found by name, which the list says. */
const SHOWN = 100;

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
      <Button aria-label={t("current", { name })} className="max-w-[45vw] min-w-0 sm:max-w-52 sm:shrink-0">
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

type ViewListProps = {
  stores: readonly FrameStore[];
  groupView: boolean;
  selected: string;
  onChoose: (key: string) => void;
};

function ViewList({ stores, groupView, selected, onChoose }: ViewListProps) {
  const t = useTranslations("frame.view");
  const [query, setQuery] = useState("");
  const wanted = query.trim().toLocaleLowerCase();
  const all = stores.filter((store) => store.name.toLocaleLowerCase().includes(wanted));
  const found = all.slice(0, SHOWN);
  const entries = [...(groupView && wanted === "" ? [{ id: GROUP, name: t("group") }] : []), ...found];
  return (
    <div className="grid gap-2">
      {stores.length > 6 ? (
        <SearchField aria-label={t("search")} value={query} onChange={setQuery} fullWidth>
          <SearchField.Group>
            <SearchField.SearchIcon />
            <SearchField.Input placeholder={t("search")} />
            <SearchField.ClearButton />
          </SearchField.Group>
        </SearchField>
      ) : null}
      <ListBox
        escapeKeyBehavior="none"
        aria-label={t("label")}
        selectionMode="single"
        selectedKeys={[selected]}
        disallowEmptySelection
        onAction={(key) => onChoose(String(key))}
        onSelectionChange={(keys) => {
          const [key] = keys === "all" ? [] : [...keys];
          if (key !== undefined) onChoose(String(key));
        }}
        renderEmptyState={() => <p className="p-2 text-xs text-ink-2">{t("nothing")}</p>}
        className="max-h-72 overflow-y-auto"
      >
        {entries.map((entry) => (
          <ListBox.Item key={entry.id} id={entry.id} textValue={entry.name}>
            {entry.name}
            <ListBox.ItemIndicator />
          </ListBox.Item>
        ))}
      </ListBox>
      {all.length > SHOWN ? (
        <p className="px-2 text-xs text-ink-2">{t("more", { count: all.length - SHOWN })}</p>
      ) : null}
    </div>
  );
}
