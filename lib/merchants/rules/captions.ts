import { ok, type Result, refuse } from "@/lib/kernel/result";

/** Something said between two times, in milliseconds from the start of the video. `place`: where it stands, as WebVTT says it. */
export type Cue = {
  readonly from: number;
  readonly until: number;
  readonly place: string;
  readonly lines: readonly string[];
};

export const MAX_CUES = 3000;
/** Most lines of one cue, and most characters of one line. */
export const CUE_LINES = 6;
export const CUE_LINE = 200;
const LONGEST_MS = 10 * 3_600_000;

const time = String.raw`(?:(\d{2,3}):)?([0-5]\d):([0-5]\d)\.(\d{3})`;
const timing = new RegExp(`^${time}[ \\t]+-->[ \\t]+${time}(?:[ \\t]+(.*))?$`);
/** Where a cue stands: these settings and no others are kept. */
const setting =
  /^(?:vertical:(?:rl|lr)|line:-?\d{1,3}(?:\.\d{1,2})?%?(?:,(?:start|center|end))?|position:\d{1,3}(?:\.\d{1,2})?%(?:,(?:line-left|center|line-right))?|size:\d{1,3}(?:\.\d{1,2})?%|align:(?:start|center|end|left|right))$/;
/** The tags that WebVTT has; of a voice its name is kept, of the others nothing. */
const tag =
  /<(?:v(?:\.[^\s<>.]+)*[ \t]+([^<>]{1,60})|\/?(?:c|i|b|u|v|lang|ruby|rt)(?:\.[^\s<>]*)?(?:[ \t][^<>]*)?|(?:\d{2,3}:)?\d{2}:\d{2}\.\d{3})>/g;
const named: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", nbsp: " ", lrm: "", rlm: "" };

type Fault = { readonly code: string; readonly line: number };
type Line = { readonly number: number; readonly text: string };

function msOf(parts: readonly (string | undefined)[]): number {
  const [hours = "0", minutes = "0", seconds = "0", ms = "0"] = parts.map((part) => part ?? "0");
  return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + Number(ms);
}

/** The words of a line without its tags; a `<` that begins none of them, or a character nobody sees, is a fault. */
function wordsOf({ text, number }: Line): string | Fault {
  if (text.includes("-->")) return { code: "captions_time", line: number };
  const bare = text.replace(tag, (_, voice?: string) => (voice ? `${voice.trim()}: ` : ""));
  if (/[<>]/.test(bare)) return { code: "captions_tag", line: number };
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
  if (/[\u0000-\u0008\u000b-\u001f\u007f\u202a-\u202e\u2066-\u2069]/.test(bare))
    return { code: "captions_sign", line: number };
  const words = bare.replace(/&(amp|lt|gt|nbsp|lrm|rlm);/g, (_, name: string) => named[name] ?? "");
  return words.length > CUE_LINE ? { code: "captions_long", line: number } : words.trim();
}

function cueOf(head: Line, body: readonly Line[]): Cue | Fault {
  const found = timing.exec(head.text);
  if (!found) return { code: "captions_time", line: head.number };
  const [from, until] = [msOf(found.slice(1, 5)), msOf(found.slice(5, 9))];
  if (until <= from || until > LONGEST_MS) return { code: "captions_time", line: head.number };
  const lines: string[] = [];
  for (const line of body) {
    const words = wordsOf(line);
    if (typeof words !== "string") return words;
    if (words !== "") lines.push(words);
  }
  if (body.length > CUE_LINES) return { code: "captions_long", line: head.number };
  const place = (found[9] ?? "")
    .split(/[ \t]+/)
    .filter((one) => setting.test(one))
    .join(" ");
  return { from, until, place, lines };
}

/** What stands together between empty lines, each line with its number. */
function blocksOf(text: string): Line[][] {
  const blocks: Line[][] = [[]];
  for (const [at, line] of text.split(/\r\n|\r|\n/).entries()) {
    if (line.trim() === "") blocks.push([]);
    else blocks.at(-1)?.push({ number: at + 1, text: line });
  }
  return blocks.filter((block) => block.length > 0);
}

/** A block's cue; null where it is a note, a style or a region, of which nothing is kept. */
function readBlock(block: readonly Line[]): Cue | Fault | null {
  const [first, second] = block;
  if (!first || /^(NOTE|STYLE|REGION)(\s|$)/.test(first.text)) return null;
  if (first.text.includes("-->") || !second) return cueOf(first, block.slice(1));
  // A name of its own stands before the times.
  return cueOf(second, block.slice(2));
}

/**
 * A file of captions in WebVTT as what is said and when, and nothing else of it: no tags, no styles, no notes. It says
 * `WEBVTT` at its top; each cue begins before it ends and not before the one above it. Refusals name the line, from 1:
 * `captions_head`, `captions_time{line}`, `captions_order{line}`, `captions_tag{line}`, `captions_sign{line}`,
 * `captions_long{line}`; `captions_empty` where nothing is said, `captions_many{most}`.
 */
export function readCaptions(text: string): Result<readonly Cue[]> {
  const [head, ...blocks] = blocksOf(text.replace(/^\ufeff/, ""));
  const top = head?.[0];
  if (top?.number !== 1 || !/^WEBVTT(?:[ \t].*)?$/.test(top.text)) return refuse("captions_head");
  const cues: Cue[] = [];
  for (const block of blocks) {
    const cue = readBlock(block);
    if (cue === null) continue;
    if ("code" in cue) return refuse(cue.code, { line: cue.line });
    if (cue.from < (cues.at(-1)?.from ?? 0)) return refuse("captions_order", { line: block[0]?.number ?? 1 });
    if (cue.lines.length > 0) cues.push(cue);
    if (cues.length > MAX_CUES) return refuse("captions_many", { most: MAX_CUES });
  }
  return cues.length > 0 ? ok(cues) : refuse("captions_empty");
}

function timeText(ms: number): string {
  const two = (value: number, length = 2) => String(value).padStart(length, "0");
  const [hours, minutes] = [Math.floor(ms / 3_600_000), Math.floor(ms / 60_000) % 60];
  return `${two(hours)}:${two(minutes)}:${two(Math.floor(ms / 1000) % 60)}.${two(ms % 1000, 3)}`;
}

const escaped = (words: string) =>
  words.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** Captions as a file of WebVTT: reading it again gives the same cues. */
export function writeCaptions(cues: readonly Cue[]): string {
  const blocks = cues.map(({ from, until, place, lines }) => {
    const head = `${timeText(from)} --> ${timeText(until)}${place ? ` ${place}` : ""}`;
    return [head, ...lines.map(escaped)].join("\n");
  });
  return `${["WEBVTT", ...blocks].join("\n\n")}\n`;
}
