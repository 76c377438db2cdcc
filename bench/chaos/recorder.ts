import type { Target } from "@/bench/chaos/offers";

/** How a client came to know what became of one try: unknown = cut, too late, or the server could not say. */
export type Answer =
  | { readonly kind: "ok" /** Ids of all vouchers won, sorted. */; readonly vouchers: readonly string[] }
  | { readonly kind: "refused"; readonly code: string }
  | { readonly kind: "unknown"; readonly why: string };

/** Over which way a member claims. */
export type Path = "page" | "api";

/** One wish of one member, sent once or more under one request id. */
export type Call = {
  readonly requestId: string;
  readonly member: number;
  readonly target: Target;
  readonly path: Path;
  tries: number;
  /** What it won, once any try was told so. */
  won: readonly string[] | null;
  /** The refusal that is final: no try before it is unknown, or it was given when nothing was under way any more. */
  refused: string | null;
};

/** Keeps what every client was told, and finds what no two answers to one request may say. */
export class Recorder {
  readonly calls: Call[] = [];
  /** Answers that must never be given, whatever happens. */
  readonly wrong: string[] = [];
  readonly answers = new Map<string, number>();

  begin(member: number, target: Target, path: Path, requestId: string): Call {
    const call: Call = { requestId, member, target, path, tries: 0, won: null, refused: null };
    this.calls.push(call);
    return call;
  }

  /** `isQuiet`: nothing else of this call can be under way any more, so that a refusal is final. */
  note(call: Call, answer: Answer, isQuiet = false): void {
    call.tries += 1;
    this.count(answer.kind === "ok" ? "ok" : answer.kind === "refused" ? answer.code : answer.why);
    if (answer.kind === "ok") this.#noteWon(call, answer.vouchers);
    else if (answer.kind === "refused") this.#noteRefused(call, answer.code, isQuiet);
  }

  #noteWon(call: Call, vouchers: readonly string[]): void {
    if (call.won === null) call.won = vouchers;
    else if (call.won.join() !== vouchers.join())
      this.wrong.push(`I-14 request ${call.requestId} was told of two different wins`);
    if (call.refused !== null)
      this.wrong.push(`I-14 request ${call.requestId} was refused (${call.refused}) for good and then won`);
  }

  #noteRefused(call: Call, code: string, isQuiet: boolean): void {
    if (call.won !== null)
      this.wrong.push(`I-14 request ${call.requestId} had won and was refused (${code})`);
    else if (isQuiet || call.tries === 1) call.refused = code;
  }

  count(word: string, times = 1): void {
    this.answers.set(word, (this.answers.get(word) ?? 0) + times);
  }

  /** Calls of which no client knows yet what became of them. */
  unknown(): Call[] {
    return this.calls.filter((call) => call.won === null && call.refused === null);
  }

  /** Calls that were told that they won. */
  won(): (Call & { won: readonly string[] })[] {
    return this.calls.filter((call): call is Call & { won: readonly string[] } => call.won !== null);
  }
}
