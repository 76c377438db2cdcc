"use client";

import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ListBox, ListBoxItem, Text } from "react-aria-components";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { TextField } from "@/components/ui/text-field";
import { newBlock } from "@/lib/activities/rules/page-edits";
import type { ActivityKind } from "@/lib/activities/schema";
import { type BlockType, blockTypes, isRequired } from "@/lib/activities/schema/blocks";
import { MAX_BLOCKS } from "@/lib/activities/schema/page";
import { isOffered } from "./fields";
import { type PageEditor, useNewId } from "./use-page-editor";

/** Adds a section behind the one that is chosen: found by its name or by what it is for. */
export function BlockPicker({ kind, editor }: { kind: ActivityKind; editor: PageEditor }) {
  const t = useTranslations("page-editor");
  const [isOpen, setOpen] = useState(false);
  const newId = useNewId(editor.page);
  const isFull = editor.page.blocks.length >= MAX_BLOCKS;
  const add = (type: BlockType) => {
    const id = newId();
    const { choice } = editor;
    const after =
      typeof choice === "object" && choice ? choice.block : (editor.page.blocks.at(-2)?.id ?? null);
    editor.edit({ do: "insert", block: newBlock(type, id), after });
    editor.choose({ block: id });
    setOpen(false);
  };
  return (
    <>
      <Button isDisabled={isFull} onPress={() => setOpen(true)} className="w-full">
        <Plus aria-hidden="true" className="size-4" />
        {t("add")}
      </Button>
      {isFull ? <p className="text-xs text-ink-2">{t("full", { most: MAX_BLOCKS })}</p> : null}
      <Dialog title={t("add")} isOpen={isOpen} onOpenChange={setOpen}>
        <Choices kind={kind} onAdd={add} />
      </Dialog>
    </>
  );
}

function Choices({ kind, onAdd }: { kind: ActivityKind; onAdd: (type: BlockType) => void }) {
  const t = useTranslations("page-editor");
  const [asked, setAsked] = useState("");
  const word = asked.trim().toLowerCase();
  const found = blockTypes
    .filter((type) => !isRequired(type) && isOffered(type, kind))
    .map((type) => ({ id: type, name: t(`blocks.${type}.name`), about: t(`blocks.${type}.about`) }))
    .filter(({ name, about }) => `${name} ${about}`.toLowerCase().includes(word));
  return (
    <div className="grid gap-3">
      <TextField label={t("search")} type="search" value={asked} onChange={setAsked} />
      <p className="sr-only" aria-live="polite">
        {t("found", { count: found.length })}
      </p>
      <ListBox
        aria-label={t("add")}
        items={found}
        selectionMode="none"
        onAction={(key) => {
          const type = blockTypes.find((one) => one === key);
          if (type) onAdd(type);
        }}
        renderEmptyState={() => <p className="p-3 text-sm text-ink-2">{t("nothingFound")}</p>}
        className="grid max-h-[50vh] gap-1 overflow-y-auto sm:grid-cols-2"
      >
        {({ name, about }) => (
          <ListBoxItem
            textValue={name}
            className="grid cursor-pointer gap-0.5 rounded-lg border border-border p-3 hover:border-border-strong data-[focus-visible]:outline-2 data-[focus-visible]:outline-focus"
          >
            <Text slot="label" className="text-sm font-semibold">
              {name}
            </Text>
            <Text slot="description" className="text-xs text-ink-2">
              {about}
            </Text>
          </ListBoxItem>
        )}
      </ListBox>
    </div>
  );
}
