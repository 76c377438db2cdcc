"use client";

import { Copy, Eye, EyeOff, GripVertical, Lock, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { GridList, GridListItem, Button as RacButton, useDragAndDrop } from "react-aria-components";
import { Button } from "@/components/ui/button";
import { cx } from "@/components/ui/class-names";
import { editPage } from "@/lib/activities/rules/page-edits";
import { type Block, isRequired } from "@/lib/activities/schema/blocks";
import { MAX_BLOCKS } from "@/lib/activities/schema/page";
import type { Language } from "@/lib/kernel/language";
import { MoveButtons } from "./move-buttons";
import { SectionMark } from "./translated-settings";
import { type PageEditor, useNewId } from "./use-page-editor";

/** The blocks of the page in their order: chosen, moved by handle, by buttons, or by Alt and an arrow where the focus is. */
export function SectionList({ editor, others }: { editor: PageEditor; others: readonly Language[] }) {
  const t = useTranslations("page-editor");
  const { page, edit, choice, choose } = editor;
  const [said, say] = useState("");
  const chosen = typeof choice === "object" && choice ? choice.block : null;
  const names = useBlockNames();

  const move = (id: string, to: number) => {
    const block = page.blocks.find((one) => one.id === id);
    if (!block) return;
    const moved = editPage(page, { do: "move", id, to });
    if (moved === page) return say(t("notMoved", { name: names(block) }));
    edit({ do: "move", id, to });
    say(
      t("moved", { name: names(block), place: moved.blocks.indexOf(block) + 1, count: page.blocks.length }),
    );
  };
  const { dragAndDropHooks } = useDragAndDrop({
    getItems: (keys) => [...keys].map((key) => ({ "text/plain": String(key) })),
    onReorder: ({ keys, target }) => {
      const [id] = [...keys].map(String);
      if (id === undefined) return;
      const rest = page.blocks.filter((block) => block.id !== id);
      const at = rest.findIndex((block) => block.id === target.key);
      move(id, target.dropPosition === "after" ? at + 1 : at);
    },
  });
  const onKeyDown = (event: React.KeyboardEvent) => {
    const row = event.target instanceof Element ? event.target.closest('[role="row"][data-key]') : null;
    const id = row?.getAttribute("data-key");
    if (!event.altKey || !id || !/^Arrow(Up|Down)$/.test(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    const at = page.blocks.findIndex((block) => block.id === id);
    move(id, event.key === "ArrowUp" ? at - 1 : at + 1);
  };
  return (
    <div onKeyDownCapture={onKeyDown}>
      <p className="sr-only" aria-live="polite">
        {said}
      </p>
      <GridList
        aria-label={t("sections")}
        items={page.blocks}
        selectionMode="single"
        keyboardNavigationBehavior="tab"
        selectionBehavior="toggle"
        disallowEmptySelection={chosen !== null}
        selectedKeys={chosen === null ? [] : [chosen]}
        onSelectionChange={(keys) => {
          const [key] = keys === "all" ? [] : [...keys];
          if (key !== undefined) choose({ block: String(key) });
        }}
        dependencies={[page, chosen, others]}
        dragAndDropHooks={dragAndDropHooks}
        className="grid grid-cols-[minmax(0,1fr)] gap-1"
      >
        {(block) => <Section {...{ block, editor, others }} isChosen={block.id === chosen} onMove={move} />}
      </GridList>
    </div>
  );
}

/** A block as it is called in lists: what it is, and the words it begins with. */
export function useBlockNames(): (block: Block) => string {
  const t = useTranslations("page-editor.blocks");
  return (block) => {
    const words = ["title", "heading", "label", "text"].flatMap((key) => {
      const value = (block.props as Record<string, unknown>)[key];
      return typeof value === "string" && value.trim() !== "" ? [value.trim()] : [];
    })[0];
    const name = t(`${block.type}.name`);
    return words ? `${name}: ${words.slice(0, 30)}` : name;
  };
}

type SectionProps = {
  block: Block;
  editor: PageEditor;
  /** The languages it can be written in beside the merchant's own. */
  others: readonly Language[];
  isChosen: boolean;
  onMove: (id: string, to: number) => void;
};

function Section({ block, editor, others, isChosen, onMove }: SectionProps) {
  const t = useTranslations("page-editor");
  const name = useBlockNames()(block);
  const { page } = editor;
  const at = page.blocks.findIndex((one) => one.id === block.id);
  const fixed = block.type === "banner" || block.type === "rules";
  return (
    <GridListItem
      id={block.id}
      textValue={name}
      className={cx(
        "group grid cursor-default gap-1 rounded-lg border px-1.5 py-1 outline-offset-2",
        isChosen ? "border-brand bg-brand-soft" : "border-transparent hover:bg-sunken",
      )}
    >
      <div className="flex min-h-8 items-center gap-1.5">
        <RacButton
          slot="drag"
          isDisabled={fixed}
          aria-label={fixed ? t("locked") : t("drag", { name })}
          className="rounded p-1 text-ink-3 data-[focus-visible]:outline-2 data-[focus-visible]:outline-focus"
        >
          {fixed ? (
            <Lock aria-hidden="true" className="size-4" />
          ) : (
            <GripVertical aria-hidden="true" className="size-4 cursor-grab" />
          )}
        </RacButton>
        <span
          className={cx("min-w-0 flex-1 truncate text-sm", block.props.hidden && "text-ink-3 line-through")}
        >
          {name}
        </span>
        <SectionMark block={block} others={others} />
        {fixed ? null : (
          <MoveButtons
            name={name}
            at={at}
            last={page.blocks.length - 2}
            onMove={(to) => onMove(block.id, to)}
          />
        )}
      </div>
      {isChosen && !isRequired(block.type) ? (
        <SectionActions block={block} editor={editor} name={name} />
      ) : null}
    </GridListItem>
  );
}

function SectionActions({ block, editor, name }: { block: Block; editor: PageEditor; name: string }) {
  const t = useTranslations("page-editor");
  const { page, edit, choose } = editor;
  const newId = useNewId(page);
  const duplicate = () => {
    const id = newId();
    edit({ do: "duplicate", id: block.id, newId: id });
    choose({ block: id });
  };
  return (
    <div className="flex justify-end gap-1">
      <Button
        size="sm"
        variant="ghost"
        iconOnly
        aria-label={t(block.props.hidden ? "show" : "hide", { name })}
        onPress={() => edit({ do: "props", id: block.id, props: { hidden: !block.props.hidden } })}
      >
        {block.props.hidden ? <EyeOff aria-hidden="true" /> : <Eye aria-hidden="true" />}
      </Button>
      <Button
        size="sm"
        variant="ghost"
        iconOnly
        aria-label={t("duplicate", { name })}
        isDisabled={page.blocks.length >= MAX_BLOCKS}
        onPress={duplicate}
      >
        <Copy aria-hidden="true" />
      </Button>
      <Button
        size="sm"
        variant="ghost"
        iconOnly
        aria-label={t("remove", { name })}
        onPress={() => edit({ do: "remove", id: block.id })}
      >
        <Trash2 aria-hidden="true" />
      </Button>
    </div>
  );
}
