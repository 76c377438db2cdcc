"use client";

import { type Config, createUsePuck, Puck } from "@puckeditor/core";
import "@puckeditor/core/no-external.css";
import { type ComponentType, type ReactElement, type ReactNode, useEffect, useMemo, useRef } from "react";
import { type BlockType, blockTypes, isRequired } from "@/lib/activities/schema/blocks";
import type { Page } from "@/lib/activities/schema/page";
import { movedIn } from "./moved-in";

/*
 * The only file that knows Puck (0.x, pinned): it gives the canvas in its frame, dragging on it, and choosing a block by
 * pressing it. The page itself, its edits and its history are ours (rules/page-edits.ts): Puck is told which blocks stand
 * in which order and tells when one was dragged.
 */

const usePuck = createUsePuck();
const ZONE = "root:default-zone";
/** What is left above a block that is scrolled to, in pixels. */
const AROUND = 16;

export type EngineParts = {
  /** One block, drawn by its id. `dragRef` goes on its outermost element. */
  readonly Block: ComponentType<{ id: string; dragRef: ((element: Element | null) => void) | null }>;
  /** What stands around the blocks inside of the frame. */
  readonly Root: ComponentType<{ children: ReactNode }>;
  /** The frame's document: its style sheets, language and theme. */
  readonly Frame: (props: { document?: Document; children: ReactNode }) => ReactElement;
};

type EngineProps = EngineParts & {
  page: Page;
  selected: string | null;
  onSelect: (id: string | null) => void;
  onMove: (id: string, to: number) => void;
  children: ReactNode;
};

const contentOf = (page: Page) =>
  page.blocks.filter(({ props }) => !props.hidden).map(({ id, type }) => ({ type, props: { id } }));
const orderOf = (content: readonly { props: { id?: string } }[]) =>
  content.map((item) => item.props.id ?? "");

function configOf({ Block, Root }: EngineParts): Config {
  const component = (type: BlockType): Config["components"][string] => ({
    inline: true,
    permissions: {
      drag: type === "action" || !isRequired(type),
      delete: false,
      duplicate: false,
      insert: false,
    },
    render: ({ id, puck }) => <Block id={id} dragRef={puck.dragRef} />,
  });
  return {
    components: Object.fromEntries(blockTypes.map((type) => [type, component(type)])),
    root: { render: ({ children }: { children?: ReactNode }) => <Root>{children}</Root> },
  };
}

/** The editor's engine around `children`, in which one `<EngineCanvas>` stands. */
export function Engine({ Block, Root, Frame, page, selected, onSelect, onMove, children }: EngineProps) {
  const config = useMemo(() => configOf({ Block, Root, Frame }), [Block, Root, Frame]);
  const overrides = useMemo(() => ({ iframe: Frame, actionBar: () => <span hidden /> }), [Frame]);
  const first = useRef({ root: { props: {} }, content: contentOf(page) });
  return (
    <Puck
      config={config}
      data={first.current}
      iframe={{ enabled: true, syncHostStyles: false, waitForStyles: false }}
      overrides={overrides}
      permissions={{ delete: false, duplicate: false, insert: false }}
    >
      <Follow page={page} selected={selected} onSelect={onSelect} onMove={onMove} />
      {children}
    </Puck>
  );
}

/** The canvas itself; its frame is named, which Puck's is not. */
export function EngineCanvas({ title }: { title: string }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const frame = box.current?.querySelector("iframe");
    if (frame) frame.title = title;
  }, [title]);
  return (
    <div ref={box} className="h-full">
      <Puck.Preview />
    </div>
  );
}

/** Scrolls the frame, and nothing around it, to a block that is not all seen. */
function scrollTo(id: string | null): void {
  const frame = document.querySelector<HTMLIFrameElement>("iframe#preview-frame");
  const block = frame?.contentDocument?.querySelector(`[data-puck-component="${CSS.escape(id ?? "")}"]`);
  const view = frame?.contentWindow;
  if (!block || !view) return;
  const { top, bottom } = block.getBoundingClientRect();
  if (top >= 0 && bottom <= view.innerHeight) return;
  const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
  view.scrollBy({ top: top - AROUND, behavior: isStill ? "instant" : "smooth" });
}

/** Keeps Puck's picture of the page equal to ours, and ours equal to what was pressed or dragged there. */
function Follow({ page, selected, onSelect, onMove }: Omit<EngineProps, keyof EngineParts | "children">) {
  const dispatch = usePuck((state) => state.dispatch);
  const content = usePuck((state) => state.appState.data.content);
  const isDragging = usePuck((state) => state.appState.ui.isDragging);
  const pressed = usePuck((state) => state.selectedItem?.props.id ?? null);
  const known = useRef({ order: orderOf(contentOf(page)).join(), pressed: null as string | null });
  /** What the page begins with stands where it is. */
  const isFirst = useRef(true);
  const wanted = orderOf(contentOf(page)).join();
  const theirs = orderOf(content).join();

  useEffect(() => {
    if (isDragging || wanted === theirs) {
      if (wanted === theirs) known.current.order = wanted;
      return;
    }
    if (wanted === known.current.order) {
      // We stand still, so it was dragged.
      const move = movedIn(page.blocks, theirs.split(","));
      known.current.order = theirs;
      if (move) return onMove(move.id, move.to);
    }
    known.current.order = wanted;
    dispatch({ type: "setData", data: { content: contentOf(page) }, recordHistory: false });
  }, [wanted, theirs, isDragging, page, dispatch, onMove]);

  useEffect(() => {
    if (pressed === known.current.pressed) return;
    known.current.pressed = pressed;
    if (pressed !== null) onSelect(pressed);
  }, [pressed, onSelect]);

  useEffect(() => {
    if (selected === known.current.pressed) return;
    const index = selected === null ? -1 : theirs.split(",").indexOf(selected);
    known.current.pressed = index === -1 ? null : selected;
    const itemSelector = index === -1 ? null : { index, zone: ZONE };
    dispatch({ type: "setUi", ui: { itemSelector }, recordHistory: false });
    if (index === -1 || isFirst.current) return;
    // One that was just added is drawn with the next picture.
    const shown = requestAnimationFrame(() => scrollTo(selected));
    return () => cancelAnimationFrame(shown);
  }, [selected, theirs, dispatch]);

  useEffect(() => {
    isFirst.current = false;
  }, []);

  return null;
}
