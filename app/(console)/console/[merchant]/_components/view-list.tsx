"use client";

import { ListBox, SearchField } from "@heroui/react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ListedNote } from "@/components/ui/listed-note";
import { GROUP } from "./view-group";
import type { FrameStore } from "./view-switch";

/** Stores that are listed at once; the rest is found by name, which the list says. */
const SHOWN = 100;

type ViewListProps = {
  stores: readonly FrameStore[];
  groupView: boolean;
  selected: string;
  onChoose: (key: string) => void;
};

/** The group and its stores, to choose one of; many are searched. */
export function ViewList({ stores, groupView, selected, onChoose }: ViewListProps) {
  const t = useTranslations("frame.view");
  const [query, setQuery] = useState("");
  const wanted = query.trim().toLocaleLowerCase();
  const all = stores.filter((store) => store.name.toLocaleLowerCase().includes(wanted));
  const found = all.slice(0, SHOWN);
  const entries = [...(groupView && wanted === "" ? [{ id: GROUP, name: t("group") }] : []), ...found];
  return (
    <div className="grid gap-2">
      {stores.length > 6 ? (
        <SearchField autoFocus aria-label={t("search")} value={query} onChange={setQuery} fullWidth>
          <SearchField.Group>
            <SearchField.SearchIcon />
            <SearchField.Input placeholder={t("search")} />
            <SearchField.ClearButton />
          </SearchField.Group>
        </SearchField>
      ) : null}
      <ListBox
        autoFocus={stores.length <= 6}
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
      <ListedNote count={stores.length} />
      {all.length > SHOWN ? (
        <p className="px-2 text-xs text-ink-2">{t("more", { count: all.length - SHOWN })}</p>
      ) : null}
    </div>
  );
}
