import { createServer, get, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { handLook } from "@/lib/platform/kept-page";
import { type PageCache, pageCache } from "@/lib/platform/page-cache";
import type { RenderedPage } from "@/lib/platform/page-render";
import { answerWithStatus } from "@/lib/platform/response-status";
import { makeNonce } from "@/lib/platform/security-headers";

type Asked = { path: string; headers: Record<string, string> };
type Got = { status: number; headers: IncomingHttpHeaders; body: string };

let server: Server;
let cache: PageCache;
/** Every rendering there was, and what it is to come to. */
let asked: Asked[];
let makePage: (asked: Asked) => RenderedPage | Promise<RenderedPage>;
let asks = 0;

/** A page as Next makes it: its nonce in policy and scripts, its request id in a form. */
function page(requestId: string, text = "hello", extra: [string, string][] = [], status = 200): RenderedPage {
  const nonce = makeNonce();
  const body = `<p>${text}</p><input name="requestId" value="${requestId}"/><script nonce="${nonce}"></script>`;
  const headers: [string, string][] = [
    ["content-type", "text/html; charset=utf-8"],
    ["content-security-policy", `script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'`],
    ...extra,
  ];
  return { status, headers, body: Buffer.from(body) };
}
const idOf = ({ headers }: Asked) => headers["x-request-id"] ?? "";

beforeEach(async () => {
  asked = [];
  makePage = (one) => page(idOf(one));
  cache = pageCache(async (path, headers) => {
    asked.push({ path, headers });
    return await makePage({ path, headers });
  });
  server = createServer(async (req, res) => {
    asks += 1;
    const answered = await cache.answer(
      req,
      res,
      `00000000-0000-4000-8000-${String(asks).padStart(12, "0")}`,
    );
    if (!answered) res.writeHead(299).end("from elsewhere");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterEach(() => {
  vi.useRealTimers();
  server.closeAllConnections();
  server.close();
});

function ask(path = "/a/w", headers: Record<string, string> = {}): Promise<Got> {
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    get({ host: "127.0.0.1", port, path, headers, agent: false }, (answer) => {
      let body = "";
      answer.on("data", (chunk: Buffer) => {
        body += chunk.toString();
      });
      answer.on("end", () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body }));
    }).on("error", reject);
  });
}
const nonceOf = ({ headers }: Got) => /'nonce-([^']+)'/.exec(String(headers["content-security-policy"]))?.[1];

describe("the page cache", () => {
  it("renders once for all who ask at once and for all who ask within the next second", async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => ask()));
    answers.push(await ask(), await ask());
    expect(answers.map(({ status }) => status)).toEqual(Array(22).fill(200));
    expect(asked).toHaveLength(1);
  });

  it("renders again after a second", async () => {
    await ask();
    const before = performance.now();
    vi.spyOn(performance, "now").mockImplementation(() => before + 1001);
    await ask();
    vi.restoreAllMocks();
    expect(asked).toHaveLength(2);
  });

  it("gives each answer a nonce and a request id of its own, the same in header and page", async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => ask()));
    for (const answer of answers) {
      const id = String(answer.headers["x-request-id"]);
      expect(answer.body).toBe(
        `<p>hello</p><input name="requestId" value="${id}"/><script nonce="${nonceOf(answer)}"></script>`,
      );
      expect(answer.headers["content-security-policy"]).toBe(
        `script-src 'nonce-${nonceOf(answer)}'; style-src 'nonce-${nonceOf(answer)}'`,
      );
    }
    expect(new Set(answers.map(nonceOf)).size).toBe(10);
    expect(new Set(answers.map(({ headers }) => headers["x-request-id"])).size).toBe(10);
  });

  it("renders with nothing of the visitor but the language", async () => {
    await ask("/a/w", {
      "accept-language": "zh-HK",
      "user-agent": "me",
      "x-client-ip": "1.2.3.4",
      host: "evil",
    });
    expect(asked[0]?.headers).toMatchObject({ "accept-language": "zh-CN" });
    expect(JSON.stringify(asked[0])).not.toMatch(/evil|1\.2\.3\.4|zh-HK/);
    await ask("/a/w", { "accept-language": "en" });
    expect(asked).toHaveLength(2);
  });

  it("leaves to others what is particular to its visitor", async () => {
    expect((await ask("/a/w", { cookie: "scrip.member.mch_1=x" })).status).toBe(299);
    expect((await ask("/a/w", { rsc: "1" })).status).toBe(299);
    expect(asked).toHaveLength(0);
  });

  const unfit: Record<string, (one: Asked) => RenderedPage> = {
    "sets a cookie": (one) => page(idOf(one), "hello", [["set-cookie", "locale=en"]]),
    "is no success": (one) => page(idOf(one), "hello", [], 404),
    "has another status than Next says": (one) => {
      answerWithStatus(idOf(one), 410);
      return page(idOf(one));
    },
    "holds a form with a request id of its own": () => page("11111111-1111-4111-8111-111111111111"),
    "has no policy": (one) => ({ ...page(idOf(one)), headers: [["content-type", "text/html"]] }),
    "is no HTML": (one) => ({ ...page(idOf(one)), headers: [["content-type", "text/x-component"]] }),
    "is very large": (one) => page(idOf(one), "x".repeat(1_100_000)),
  };
  for (const [what, make] of Object.entries(unfit)) {
    it(`gives a page that ${what} to nobody but the one it was rendered for`, async () => {
      makePage = make;
      const [first, ...others] = await Promise.all([ask(), ask(), ask()]);
      const statuses = [first, ...others].map((answer) => answer?.status);
      expect(statuses.filter((status) => status === 299)).toHaveLength(2);
      expect(asked).toHaveLength(1);
      // For a second it is not even tried again.
      expect((await ask()).status).toBe(299);
      expect(asked).toHaveLength(1);
    });
  }

  it("puts the status a page asked for on the answer", async () => {
    makePage = (one) => {
      answerWithStatus(idOf(one), 410);
      return page(idOf(one));
    };
    const answer = await ask();
    expect(answer.status).toBe(410);
    expect(answer.headers).toMatchObject({ "x-frame-options": "DENY", "x-content-type-options": "nosniff" });
  });

  it("gives a page that is not kept with every header it has", async () => {
    const cookies: [string, string][] = [
      ["Set-Cookie", "a=1"],
      ["Set-Cookie", "b=2"],
      ["X-Frame-Options", "SAMEORIGIN"],
    ];
    makePage = (one) => page(idOf(one), "hello", cookies);
    const { headers } = await ask();
    expect(headers["set-cookie"]).toEqual(["a=1", "b=2"]);
    expect(headers["x-frame-options"]).toBe("SAMEORIGIN");
  });

  it("leaves a page that could not be rendered to Next, and tries again", async () => {
    makePage = () => Promise.reject(new Error("no"));
    expect((await ask()).status).toBe(299);
    makePage = (one) => page(idOf(one));
    expect((await ask()).status).toBe(200);
  });

  it("forgets everything on a change, also what was being rendered when it came", async () => {
    const gates: (() => void)[] = [];
    makePage = async (one) => {
      const text = `version ${asked.length}`;
      await new Promise<void>((resolve) => gates.push(resolve));
      return page(idOf(one), text);
    };
    const early = ask();
    await vi.waitFor(() => expect(gates).toHaveLength(1));
    cache.clear();
    const late = ask();
    await vi.waitFor(() => expect(gates).toHaveLength(2));
    gates[1]?.();
    expect((await late).body).toContain("version 2");
    gates[0]?.();
    expect((await early).body).toContain("version 1");
    expect((await ask()).body).toContain("version 2");
    cache.clear();
    const after = ask();
    await vi.waitFor(() => expect(gates).toHaveLength(3));
    gates[2]?.();
    expect((await after).body).toContain("version 3");
  });

  it("lets nobody join a rendering that began more than a second ago", async () => {
    const gates: (() => void)[] = [];
    makePage = async (one) => {
      await new Promise<void>((resolve) => gates.push(resolve));
      return page(idOf(one));
    };
    const slow = ask();
    await vi.waitFor(() => expect(gates).toHaveLength(1));
    const before = performance.now();
    vi.spyOn(performance, "now").mockImplementation(() => before + 1001);
    const later = ask();
    await vi.waitFor(() => expect(gates).toHaveLength(2), { timeout: 5000 });
    vi.restoreAllMocks();
    for (const open of gates) open();
    expect((await slow).status).toBe(200);
    expect((await later).status).toBe(200);
  });

  it("keeps at most 64 MB, the newest", async () => {
    makePage = (one) => page(idOf(one), "x".repeat(1_000_000));
    for (let at = 0; at < 40; at += 1) await ask(`/a/w${at}`);
    expect(asked.length).toBe(40);
    // However long that took, none of them is too old.
    vi.spyOn(performance, "now").mockImplementation(() => 0);
    await ask("/a/w39");
    expect(asked.length).toBe(40);
    await ask("/a/w0");
    vi.restoreAllMocks();
    expect(asked.length).toBe(41);
  });

  it("has each look counted as the page says, the first one and those from memory", async () => {
    const looks: string[] = [];
    makePage = (one) => {
      expect(handLook(idOf(one), (by) => looks.push(`${by.userAgent} ${by.address}`))).toBe(true);
      return page(idOf(one));
    };
    for (const name of ["a", "b", "c"])
      await ask("/a/w", { "user-agent": name, "x-client-ip": "203.0.113.1" });
    expect(looks).toEqual(["a", "b", "c"].map((name) => `${name} 203.0.113.1`));
    expect(handLook("00000000-0000-4000-8000-000000000000", () => undefined)).toBe(false);
  });
});
