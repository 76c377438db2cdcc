import { isLink } from "@/lib/activities/schema/scalars";

/** A stretch of text; `href` is an address that `isLink` lets through. */
export type Span = {
  readonly text: string;
  readonly bold?: true;
  readonly italic?: true;
  readonly href?: string;
};

/** What a merchant's text is made of: this and nothing else is rendered, so nothing in it can be a tag (S-23). */
export type TextNode =
  | { readonly type: "paragraph"; readonly spans: readonly Span[] }
  | { readonly type: "heading"; readonly spans: readonly Span[] }
  | { readonly type: "bullets"; readonly items: readonly (readonly Span[])[] }
  /** `start`: what was typed before the first of them; each further one is one more. */
  | { readonly type: "numbers"; readonly start: number; readonly items: readonly (readonly Span[])[] };

// Within a word, a code or an address `_` is a sign like any other. Chinese has no spaces around its words.
const INLINE =
  /\*\*([^*\n]+)\*\*|(?<![\p{Script=Latin}\p{N}_/.@=&?-])_([^_\n]+)_(?![\p{Script=Latin}\p{N}_/@=&-])|\[([^\]\n]+)\]\(([^)\s]+)\)/gu;

function spansOf(line: string): Span[] {
  const spans: Span[] = [];
  let from = 0;
  for (const match of line.matchAll(INLINE)) {
    const [whole, bold, italic, label, href] = match;
    if (match.index > from) spans.push({ text: line.slice(from, match.index) });
    if (bold !== undefined) spans.push({ text: bold, bold: true });
    else if (italic !== undefined) spans.push({ text: italic, italic: true });
    else if (label !== undefined && href && isLink(href)) spans.push({ text: label, href });
    else spans.push({ text: whole });
    from = match.index + whole.length;
  }
  if (from < line.length) spans.push({ text: line.slice(from) });
  return spans;
}

/** What a line is by itself. */
function nodeOf(line: string): TextNode | null {
  const point = /^\s*(?:[-*•]|(\d{1,2})[.)])\s+(.*)$/.exec(line);
  if (point) {
    const items = [spansOf(point[2] ?? "")];
    return point[1] ? { type: "numbers", start: Number(point[1]), items } : { type: "bullets", items };
  }
  const heading = /^#{1,3}\s+(.*)$/.exec(line);
  if (heading) return { type: "heading", spans: spansOf(heading[1] ?? "") };
  return line.trim() === "" ? null : { type: "paragraph", spans: spansOf(line) };
}

/** Two lines that belong together as one; null = they do not. */
function joined(before: TextNode | null, next: TextNode): TextNode | null {
  if (before?.type === "paragraph" && next.type === "paragraph")
    return { type: "paragraph", spans: [...before.spans, { text: "\n" }, ...next.spans] };
  if (before?.type === "bullets" && next.type === "bullets")
    return { type: "bullets", items: [...before.items, ...next.items] };
  if (
    before?.type === "numbers" &&
    next.type === "numbers" &&
    next.start === before.start + before.items.length
  )
    return { ...before, items: [...before.items, ...next.items] };
  return null;
}

/**
 * A text as it is typed: blank lines part paragraphs, `- ` and `1. ` begin points of a list, which keep the numbers
 * that were typed, `# ` a heading; in a line `**bold**`, `_italic_` and `[words](address)`. Whatever else stands in it, tags too, is words. An address that is none
 * stays words as well.
 */
export function parseText(text: string): TextNode[] {
  const nodes: TextNode[] = [];
  let open: TextNode | null = null;
  for (const line of text.split(/\r\n|\r|\n/)) {
    const node = nodeOf(line);
    const both: TextNode | null = node ? joined(open, node) : null;
    if (both) nodes[nodes.length - 1] = both;
    else if (node) nodes.push(node);
    open = both ?? node;
  }
  return nodes;
}
