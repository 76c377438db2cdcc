"use client";

import { Search } from "lucide-react";
import dynamic from "next/dynamic";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { useCallback, useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { useNavigation } from "@/components/ui/navigation";
import { intentOf } from "@/components/ui/shortcuts";
import { singleKeysOn } from "@/components/ui/single-keys";
import { isOverlayOpen, isTyping } from "@/components/ui/typing";
import type { CommandFacts } from "./command-menu";
import { destinations, whereIs } from "./navigation";
import { noteRecent } from "./recent";

// What opens on a key weighs nothing until it is pressed.
const loadMenu = () => import("./command-menu").then((part) => part.CommandMenu);
const CommandMenu = dynamic(loadMenu, { ssr: false });
const ShortcutSheet = dynamic(() => import("./shortcut-sheet").then((part) => part.ShortcutSheet), {
  ssr: false,
});

const LEADER_MS = 1500;

/** The keys of the console, and what they open. Everything they do can be done by pointing, too. */
export function ConsoleKeys(facts: CommandFacts) {
  const t = useTranslations("workspace.commands");
  const { go } = useNavigation();
  const pathname = usePathname();
  const [open, setOpen] = useState<"menu" | "sheet" | null>(null);
  const [text, setText] = useState("");
  // Known to the next key at once, before anything is drawn anew.
  const isMenu = useRef(false);
  const leader = useRef(Number.NEGATIVE_INFINITY);
  const { slug, allowed, person } = facts;
  const show = useCallback((what: "menu" | "sheet" | null) => {
    isMenu.current = what === "menu";
    setText("");
    setOpen(what);
  }, []);
  useEffect(() => noteRecent(slug, person, pathname), [slug, person, pathname]);
  useEffect(() => {
    const { base, storeId } = whereIs(pathname, slug);
    const places = destinations(allowed, storeId !== null);
    const onKey = (event: KeyboardEvent) => {
      if (isMenu.current && isBeside(event)) {
        return event.key === "Escape" ? show(null) : takeEarly(event, setText);
      }
      // On its way already while the second key of the chord goes down.
      if (event.key === "Control" || event.key === "Meta") void loadMenu();
      const afterG = event.timeStamp - leader.current < LEADER_MS;
      const intent = intentOf(event, { afterG, typing: isTyping(event), single: singleKeysOn() });
      leader.current = intent?.type === "leader" ? event.timeStamp : Number.NEGATIVE_INFINITY;
      if (intent === null || intent.type === "leader") return;
      if (intent.type === "menu" || intent.type === "sheet") {
        if (isOverlayOpen()) return;
        event.preventDefault();
        show(intent.type);
      } else if (intent.type === "go") {
        const place = places.find(({ letter }) => letter === intent.letter);
        if (!place) return;
        event.preventDefault();
        go(base + place.path);
      } else if (pressMarked(intent.key)) event.preventDefault();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [pathname, slug, allowed, go, show]);
  const close = () => show(null);
  return (
    <>
      <Button
        variant="ghost"
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+K Meta+K"
        onHoverStart={() => void loadMenu()}
        onPress={() => show("menu")}
        className="text-ink-2 max-md:w-8 max-md:min-w-8 max-md:px-0"
      >
        <Search aria-hidden="true" />
        <span className="sr-only">{t("open")}</span>
        <kbd className="hidden rounded-sm border border-border px-1 font-sans text-2xs text-ink-2 md:inline">
          Ctrl K
        </kbd>
      </Button>
      {open === "menu" ? (
        <CommandMenu {...facts} text={text} onText={setText} onClose={close} onSheet={() => show("sheet")} />
      ) : null}
      {open === "sheet" ? <ShortcutSheet slug={slug} allowed={allowed} onClose={close} /> : null}
    </>
  );
}

/** Whether a key goes past the menu: it is on its way still, or its field has not taken the focus yet. */
function isBeside(event: KeyboardEvent): boolean {
  const target = event.composedPath()[0];
  const dialog = target instanceof Element ? target.closest("[role=dialog]") : null;
  return dialog === null || dialog === target;
}

/** Keeps a key for the menu that was asked for, so that nothing typed right after Ctrl+K is lost or lands elsewhere. */
function takeEarly(event: KeyboardEvent, setText: (change: (text: string) => string) => void): void {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  const { key } = event;
  // What the page behind has in focus is not pressed either.
  if (key === "Enter") event.preventDefault();
  if (key !== "Backspace" && [...key].length !== 1) return;
  event.preventDefault();
  setText((text) => (key === "Backspace" ? text.slice(0, -1) : text + key));
}

/** Enters or presses what the page marks with a key; false where it marks nothing. */
function pressMarked(key: string): boolean {
  const found = [...document.querySelectorAll<HTMLElement>(`[data-key="${key}"]`)].find(
    (one) => one.getClientRects().length > 0,
  );
  if (!found) return false;
  found.focus();
  if (!(found instanceof HTMLInputElement)) found.click();
  return true;
}
