import { beforeEach, describe, expect, it, vi } from "vitest";
import { keepEdit } from "@/components/ui/kept-edits";
import { defaultPage } from "@/lib/activities/rules/page-defaults";
import { editPage } from "@/lib/activities/rules/page-edits";
import type { Page } from "@/lib/activities/schema/page";
import { keptPages, pageKeeper } from "./kept-pages";
import { changedTo, makeSaver, PAUSE_MS, type SaverParts } from "./page-saver";

const titled = (title: string): Page =>
  editPage(defaultPage(), { do: "props", id: "banner", props: { title } });
const first = titled("First");

type Answer = Awaited<ReturnType<SaverParts["send"]>>;
const saved = (version: number): Answer => ({
  ok: true,
  value: { version, savedAt: "2026-11-21T12:00:00.000Z" },
});
const refused = (code: string, params = {}): Answer => ({
  ok: false,
  kind: "refused",
  refusal: { code, params },
});

/** A saver whose server gives these answers one after the other; `null` = the line is cut. */
function world(...answers: Answer[]) {
  const kept: (string | null)[] = [];
  const waits: { work: () => void; ms: number }[] = [];
  const sent: { requestId: string; version: number; page: Page }[] = [];
  let serial = 0;
  const saver = makeSaver(
    { page: first, version: 5, savedAt: null },
    {
      send: async (input) => {
        sent.push({ ...input });
        const answer = answers.shift();
        if (!answer) throw new Error("cut off");
        return answer;
      },
      keep: (one) =>
        void kept.push(one && one.page.blocks[0]?.type === "banner" ? one.page.blocks[0].props.title : null),
      later: (work, ms) => {
        const wait = { work, ms };
        waits.push(wait);
        return () => void (waits.includes(wait) && waits.splice(waits.indexOf(wait), 1));
      },
      newId: () => `request-${++serial}`,
      tell: () => undefined,
    },
  );
  /** Lets the one wait that is on be over. */
  const pass = async () => {
    const wait = waits.pop();
    wait?.work();
    await vi.waitFor(() => expect(saver.now().state.kind).not.toBe("saving"));
    return wait?.ms;
  };
  return { saver, kept, waits, sent, pass };
}

describe("the draft of a page", () => {
  it("is saved a moment after the last edit, and what was undone again is not", async () => {
    const { saver, sent, waits, pass } = world(saved(6));
    saver.edit(titled("A"));
    saver.edit(titled("AB"));
    expect(waits).toHaveLength(1);
    expect(await pass()).toBe(PAUSE_MS);
    expect(sent).toMatchObject([{ version: 5 }]);
    expect(saver.now()).toMatchObject({ state: { kind: "saved" }, version: 6 });
    const { saver: other, sent: none, waits: no } = world();
    other.edit(titled("A"));
    other.edit(first);
    expect([other.now().state.kind, none.length, no.length]).toEqual(["saved", 0, 0]);
  });

  it("is kept on the device whatever it was not saved for", async () => {
    for (const answer of [
      null,
      { ok: false, kind: "busy" },
      { ok: false, kind: "not_signed_in" },
      { ok: false, kind: "denied" },
      { ok: false, kind: "invalid", errors: [] },
      refused("image_gone"),
      refused("page_changed", { version: 6 }),
    ] as const) {
      const { saver, kept } = world(answer);
      saver.edit(titled("Mine"));
      expect(await saver.saveNow()).toBe(false);
      expect(kept, JSON.stringify(answer)).toEqual(["Mine"]);
      expect(saver.now().state.kind).not.toBe("saved");
    }
  });

  it("is sent again by itself under its request id, each time after a longer while, until there is an answer", async () => {
    const { saver, sent, kept, pass } = world(null, { ok: false, kind: "busy" }, saved(6));
    saver.edit(titled("Mine"));
    await pass();
    expect(saver.now().state.kind).toBe("offline");
    const first = await pass();
    const second = await pass();
    expect([first, second]).toEqual([2000, 4000]);
    expect(new Set(sent.map((one) => one.requestId)).size).toBe(1);
    expect(saver.now().state.kind).toBe("saved");
    expect(kept.at(-1)).toBeNull();
  });

  it("says what it was refused for, and is not sent again before it is asked for", async () => {
    const { saver, waits } = world(refused("image_gone"), saved(6));
    saver.edit(titled("Mine"));
    await saver.saveNow();
    expect(saver.now().state).toMatchObject({ kind: "failed", answer: { refusal: { code: "image_gone" } } });
    expect(waits).toHaveLength(0);
    expect(await saver.saveNow()).toBe(true);
  });

  it("that meets another's version is saved over it only when somebody said so, also with no edit of one's own", async () => {
    const { saver, sent, pass } = world(saved(8));
    expect(changedTo(refused("page_changed", { version: 7 }))).toBe(7);
    saver.meet(7);
    expect(saver.now().state).toEqual({ kind: "conflict", version: 7 });
    saver.goOnFrom(7, null);
    await pass();
    expect(sent).toMatchObject([{ version: 7, page: first }]);
    expect(saver.now().version).toBe(8);
  });

  it("meets nobody where another window saved the very same, and is saved then", async () => {
    const { saver, kept, sent } = world(refused("page_changed", { version: 6 }));
    saver.edit(titled("Mine"));
    await saver.saveNow();
    expect(saver.isMet(6, titled("Theirs"))).toBe(false);
    expect(saver.now().state.kind).toBe("conflict");
    expect(saver.isMet(6, titled("Mine"))).toBe(true);
    expect(saver.now()).toMatchObject({ state: { kind: "saved" }, version: 6 });
    expect(await saver.saveNow()).toBe(true);
    expect([sent.length, kept]).toEqual([1, ["Mine", null]]);
  });

  it("goes on from another's version without saving it again", async () => {
    const { saver, sent, kept } = world(refused("page_changed", { version: 6 }));
    saver.edit(titled("Mine"));
    await saver.saveNow();
    const theirs = titled("Theirs");
    saver.goOnFrom(6, theirs);
    saver.edit(theirs);
    expect(await saver.saveNow()).toBe(true);
    expect([sent.length, saver.now().state.kind, saver.now().version]).toEqual([1, "saved", 6]);
    expect(kept).toEqual(["Mine", null, null]);
  });
});

describe("what is kept of a page on the device", () => {
  beforeEach(() => {
    const stored = new Map<string, string>();
    vi.stubGlobal(
      "localStorage",
      new Proxy(
        {
          getItem: (key: string) => stored.get(key) ?? null,
          setItem: (key: string, text: string) => void stored.set(key, text),
          removeItem: (key: string) => void stored.delete(key),
        },
        {
          ownKeys: () => [...stored.keys()],
          getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
        },
      ),
    );
    return () => vi.unstubAllGlobals();
  });

  it("is offered though a colleague saved since, and a good save of another window takes nothing of it away", () => {
    pageKeeper("stf_1", "act_1").keep({ version: 5, page: titled("Lost") });
    const next = pageKeeper("stf_1", "act_1");
    next.keep(null);
    const [kept, ...others] = keptPages("stf_1", "act_1", titled("Of a colleague"));
    expect(kept).toMatchObject({ version: 5, page: titled("Lost") });
    expect(others).toEqual([]);
    if (kept) next.adopt(kept.key);
    next.keep(null);
    expect(keptPages("stf_1", "act_1", first)).toEqual([]);
  });

  it("is offered to nobody else, on no other page, and not where it is what is there anyway", () => {
    pageKeeper("stf_1", "act_1").keep({ version: 5, page: titled("Lost") });
    expect(keptPages("stf_2", "act_1", first)).toEqual([]);
    expect(keptPages("stf_1", "act_2", first)).toEqual([]);
    expect(keptPages("stf_1", "act_1", titled("Lost"))).toEqual([]);
  });

  it("is not offered when it is no page", () => {
    keepEdit("scrip:edit:stf_1:act_1:x", { version: 5, page: { version: 99 } });
    keepEdit("scrip:edit:stf_1:act_1:y", "nonsense");
    expect(keptPages("stf_1", "act_1", first)).toEqual([]);
  });
});
