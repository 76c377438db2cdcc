import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { frameWords, type Room, roomWords } from "./namespaces";

const texts = new Map<string, string>();
function source(file: string): string {
  const text = texts.get(file) ?? readFileSync(file, "utf8");
  texts.set(file, text);
  return text;
}

const starts = (file: string, directive: string) => source(file).trimStart().startsWith(`"use ${directive}"`);

/** Our own files that `file` brings when it runs: not those it takes types from. */
function broughtBy(file: string): string[] {
  const found = [
    ...source(file).matchAll(/^(?:import|export)\s+(?!type\s)(?:([^"';]*?)\sfrom\s+)?"([^"]+)"/gm),
    ...source(file).matchAll(/import\(()\s*"([^"]+)"\s*\)/g),
  ];
  return found.flatMap(([, names = "", to = ""]) => {
    const named = /^\{([^}]*)\}$/.exec(names.trim())?.[1]?.split(",") ?? [];
    const typesOnly = named.length > 0 && named.every((name) => /^\s*(type\s.*)?$/.test(name));
    const path = to.startsWith("@/") ? to.slice(2) : to.startsWith(".") ? join(dirname(file), to) : null;
    if (path === null || typesOnly) return [];
    return [".ts", ".tsx"].map((end) => path + end).filter(existsSync);
  });
}

/** The client components that the screens in `files` are made of. */
function clientFiles(files: readonly string[]): Set<string> {
  const seen = new Set<string>();
  const client = new Set<string>();
  const visit = (file: string, within: boolean) => {
    if (starts(file, "server")) return;
    const isClient = within || starts(file, "client");
    const key = `${file} ${isClient}`;
    if (seen.has(key)) return;
    seen.add(key);
    if (isClient) client.add(file);
    for (const next of broughtBy(file)) visit(next, isClient);
  };
  for (const file of files) visit(file, false);
  return client;
}

/** What these ask words of: "coupons.form". A call with a choice of two asks for both. */
function asked(files: ReadonlySet<string>): string[] {
  const calls = [...files].flatMap((file) => [...source(file).matchAll(/useTranslations\(([^)]*)\)/g)]);
  return calls.flatMap(([, inner = ""]) => {
    const names = [...inner.matchAll(/"([^"]+)"/g)].map(([, name = ""]) => name);
    // Whoever asks for words without saying which would have all or none.
    return names.length > 0 ? names : [`useTranslations(${inner})`];
  });
}

const isAmong = (names: readonly string[]) => (asks: string) =>
  names.some((name) => asks === name || asks.startsWith(`${name}.`));

const root = "app/(console)";
const merchant = `${root}/console/[merchant]`;
const pages = globSync(`${root}/**/page.tsx`).filter((page) => !page.includes("/s/[store]/"));

/** The rooms whose words a page has: those of the layouts above it, or what the page itself names. */
function roomsOf(page: string): Room[] {
  const own = [...source(page).matchAll(/<RoomWords of="([^"]+)"/g)].map(([, room]) => room as Room);
  const folders = dirname(page).split("/");
  const layouts = folders
    .map((_, at) => `${folders.slice(0, at + 1).join("/")}/layout.tsx`)
    .filter(existsSync);
  const above = layouts.flatMap((layout) => /<RoomWords of="([^"]+)"/.exec(source(layout))?.[1] ?? []);
  return [...own, ...(above as Room[])];
}

describe("the words that the console gives its client components", () => {
  it("are all that its frame says, on every page", () => {
    const frame = globSync(`${root}/**/{layout,template,loading,default,error,not-found,forbidden}.tsx`);
    expect(frame.length).toBeGreaterThan(20);
    expect(asked(clientFiles(frame)).filter((name) => !isAmong(frameWords)(name))).toEqual([]);
  });

  it.each(pages)("are all that %s says", (page) => {
    const had = [...frameWords, ...roomsOf(page).flatMap((room) => [...roomWords[room]])];
    const editor = page.includes("(editor)") ? ["page-editor"] : [];
    const missing = asked(clientFiles([page])).filter((name) => !isAmong([...had, ...editor])(name));
    expect([...new Set(missing)]).toEqual([]);
  });

  it("are brought by a room's own folder, in the group's and in a store's view alike", () => {
    for (const room of Object.keys(roomWords).filter((name) => name !== "home")) {
      const base = room.endsWith("/page") ? `${root}/(editor)/console/[merchant]` : merchant;
      expect(source(`${base}/${room}/layout.tsx`)).toContain(`<RoomWords of="${room}">`);
      if (!existsSync(`${base}/s/[store]/${room}`)) continue;
      expect(source(`${base}/s/[store]/${room}/layout.tsx`)).toContain(`${base}/${room}/layout"`);
    }
  });

  it("have no name that says nothing", () => {
    for (const name of [...frameWords, ...Object.values(roomWords).flat()]) {
      const [file = "", ...keys] = name.split(".");
      const words: unknown = JSON.parse(readFileSync(`messages/en/${file}.json`, "utf8"));
      const found = keys.reduce((at: unknown, key) => (at as Record<string, unknown>)[key], words);
      expect(found, name).toBeTypeOf("object");
    }
  });
});
