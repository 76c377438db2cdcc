import { readFileSync } from "node:fs";
import { createContext, runInContext } from "node:vm";
import { beforeEach, describe, expect, it } from "vitest";

const script = readFileSync("public/m/worker.js", "utf8");
const origin = "https://scrip.example";

type Asked = {
  readonly path: string;
  readonly method?: string;
  readonly mode?: string;
  readonly type?: string;
};
type Network = (path: string) => Promise<Response> | Response;

/** The worker in a browser of its own: what it is told and asked, and what it keeps. */
function browser() {
  const stores = new Map<string, Map<string, Response>>();
  const hears = new Map<string, (event: object) => void>();
  const at: { network: Network; now: number } = {
    network: () => Promise.reject(new TypeError("offline")),
    now: Date.now(),
  };
  const pathOf = (asked: string | { url: string }) =>
    new URL(typeof asked === "string" ? asked : asked.url, origin).pathname;
  const caches = {
    open: async (name: string) => {
      const store = stores.get(name) ?? new Map<string, Response>();
      stores.set(name, store);
      return {
        put: async (path: string, answer: Response) => void store.set(path, answer),
        keys: async () => [...store.keys()].map((path) => ({ url: `${origin}${path}` })),
        delete: async (asked: { url: string }) => store.delete(pathOf(asked)),
        addAll: async (paths: string[]) => {
          for (const path of paths) store.set(path, await at.network(path));
        },
      };
    },
    delete: async (name: string) => stores.delete(name),
    keys: async () => [...stores.keys()],
    match: async (asked: string | { url: string }, options?: { cacheName: string }) => {
      const looked = options ? [stores.get(options.cacheName)] : [...stores.values()];
      return looked.flatMap((store) => store?.get(pathOf(asked)) ?? [])[0]?.clone();
    },
  };
  const self = {
    location: { origin },
    registration: {},
    skipWaiting: () => undefined,
    clients: { claim: async () => undefined },
    addEventListener: (name: string, hear: (event: object) => void) => void hears.set(name, hear),
  };
  const fetch = async (asked: string | { url: string }) => await at.network(pathOf(asked));
  runInContext(
    script,
    createContext({ ...{ self, caches, fetch, URL, Response, Map, Set }, Date: { now: () => at.now } }),
  );

  const dispatch = async (name: string, event: object = {}): Promise<Response | null> => {
    const waits: Promise<unknown>[] = [];
    const answers: Promise<Response>[] = [];
    hears.get(name)?.({
      ...event,
      waitUntil: (work: Promise<unknown>) => void waits.push(work),
      respondWith: (work: Promise<Response>) => void answers.push(work),
    });
    const [answer = null] = await Promise.allSettled(answers);
    await Promise.all(waits);
    if (answer?.status === "rejected") throw answer.reason;
    return answer?.value ?? null;
  };
  const ask = async ({ path, method = "GET", mode = "navigate", type = "document" }: Asked) =>
    await dispatch("fetch", { request: { url: `${origin}${path}`, method, mode, destination: type } });
  return {
    at,
    stores,
    ask,
    install: () => dispatch("install"),
    activate: () => dispatch("activate"),
    save: (merchant: string, mayBeKept = false) => dispatch("message", { data: { merchant, mayBeKept } }),
    /** What is shown at this address; null = the browser asks for it itself. */
    shown: async (path: string) => (await (await ask({ path }))?.text()) ?? null,
  };
}

const page = (text: string) =>
  new Response(
    `<link rel="stylesheet" href="/_next/static/a.css"/><script nonce="n">run("${text}")</script>${text}`,
    {
      headers: { "content-security-policy": "default-src 'self'", "content-type": "text/html" },
    },
  );
/** A server at which `member` is signed in at every merchant. */
const signedIn =
  (member: string | null): Network =>
  (path) =>
    page(
      path.endsWith("/offline")
        ? `saved ${path} ${member ?? "nobody"}`
        : `live ${path} ${member ?? "nobody"}`,
    );
const offline: Network = () => Promise.reject(new TypeError("offline"));

describe("the service worker of members' pages", () => {
  let b = browser();
  beforeEach(async () => {
    b = browser();
    b.at.network = signedIn("Ann");
    await b.install();
  });

  it("shows what the network answers while it does, and what was saved only where it gives no answer (UX-20)", async () => {
    await b.save("tea");
    expect(await b.shown("/m/tea/coupons")).toContain("live /m/tea/coupons Ann");
    b.at.network = () => new Response("busy", { status: 503 });
    expect(await b.shown("/m/tea/coupons")).toBe("busy");
    b.at.network = offline;
    expect(await b.shown("/m/tea/coupons")).toContain("saved /m/tea/offline Ann");
    expect(await b.shown("/m/tea")).toContain("saved /m/tea/offline Ann");
  });

  it("shows at one merchant nothing of another's, and where nothing is saved the shell", async () => {
    await b.save("tea");
    b.at.network = offline;
    for (const path of ["/m/tea2/coupons", "/m/te", "/m/cafe"]) {
      expect(await b.shown(path), path).toContain("saved /offline");
    }
  });

  it("keeps nothing once its member has signed out, also where nothing can take its place", async () => {
    await b.save("tea");
    const answers = [page("signed out")];
    b.at.network = () => answers.pop() ?? Promise.reject(new TypeError("offline"));
    await b.ask({ path: "/m/tea/me", method: "POST", mode: "cors", type: "" });
    b.at.network = offline;
    expect(await b.shown("/m/tea/coupons")).toContain("saved /offline");
  });

  it("keeps what is another's once they have signed in, with or without our script", async () => {
    for (const mode of ["cors", "navigate"]) {
      b.at.network = signedIn("Ann");
      await b.save("tea");
      b.at.network = signedIn("Bob");
      await b.ask({ path: "/m/tea/login/code", method: "POST", mode });
      b.at.network = offline;
      expect(await b.shown("/m/tea/coupons")).toContain("saved /m/tea/offline Bob");
    }
  });

  it("keeps what it has while what is sent does not arrive", async () => {
    await b.save("tea");
    b.at.network = offline;
    await expect(b.ask({ path: "/m/tea/me", method: "POST", mode: "cors" })).rejects.toThrow("offline");
    await b.save("tea");
    expect(await b.shown("/m/tea/coupons")).toContain("saved /m/tea/offline Ann");
  });

  it("keeps what is still theirs after a coupon was got or given, and where the server was too busy to do anything", async () => {
    const sent = [
      ["coupons", new Response("done")],
      ...["coupons", "me", "login"].map((path) => [path, new Response("busy", { status: 503 })] as const),
    ] as const;
    for (const [path, answer] of sent) {
      b.at.network = signedIn("Ann");
      await b.save("tea");
      const answers = [answer];
      b.at.network = () => answers.pop() ?? Promise.reject(new TypeError("offline"));
      await b.ask({ path: `/m/tea/${path}`, method: "POST", mode: "cors", type: "" });
      expect(await b.shown("/m/tea/coupons"), path).toContain("saved /m/tea/offline Ann");
    }
    b.at.network = signedIn("Ann's new ones");
    await b.ask({ path: "/m/tea/coupons", method: "POST", mode: "cors", type: "" });
    b.at.network = offline;
    expect(await b.shown("/m/tea/coupons")).toContain("Ann's new ones");
  });

  it("shows what was saved for fourteen days, and keeps it no longer: they may be signed out elsewhere", async () => {
    await b.save("tea");
    b.at.network = offline;
    b.at.now += 13 * 86_400_000;
    expect(await b.shown("/m/tea/coupons")).toContain("saved /m/tea/offline Ann");
    b.at.now += 2 * 86_400_000;
    expect(await b.shown("/m/tea/coupons")).toContain("saved /offline");
    expect([...b.stores.keys()]).toEqual(["offline 1 shell"]);
  });

  it("asks for nothing on the merchant's home while what is saved is minutes old", async () => {
    await b.save("tea", true);
    let asked = 0;
    b.at.network = (path) => {
      asked += path.endsWith("/offline") ? 1 : 0;
      return signedIn("Ann")(path);
    };
    await b.save("tea", true);
    expect(asked).toBe(0);
    await b.save("tea");
    b.at.now += 11 * 60_000;
    await b.save("tea", true);
    expect(asked).toBe(2);
  });

  it("drops a saving that began before a sign-out and is answered after it", async () => {
    const late = Promise.withResolvers<Response>();
    const answers: (Response | Promise<Response>)[] = [late.promise, page("done"), page("nobody's")];
    b.at.network = (path) => (path.endsWith(".css") ? new Response("") : (answers.shift() ?? offline(path)));
    const saving = b.save("tea");
    await b.ask({ path: "/m/tea/me", method: "POST", mode: "cors" });
    late.resolve(page("Ann's coupons"));
    await saving;
    b.at.network = offline;
    expect(await b.shown("/m/tea/coupons")).toContain("nobody's");
  });

  it("has no part in what is asked of the console, the API, the pages of activities or other sites", async () => {
    const others = [
      "/console/tea",
      "/console/m/tea/coupons",
      "/api/v1/coupons",
      "/api/member/m/tea",
      "/a/winter",
      "/sign-in",
    ];
    for (const path of others) {
      expect(await b.ask({ path }), path).toBeNull();
      expect(await b.ask({ path, method: "POST", mode: "cors", type: "" }), path).toBeNull();
    }
    expect(await b.ask({ path: "/m/tea/coupons?_rsc=1", mode: "cors", type: "" })).toBeNull();
    expect(await b.ask({ path: "/media/img_1-160.webp", mode: "no-cors", type: "image" })).toBeNull();
    await b.save("tea");
    const kept = [...b.stores.values()].flatMap((store) => [...store.keys()]);
    expect([...new Set(kept)].sort()).toEqual(["/_next/static/a.css", "/m/tea/offline", "/offline"]);
  });

  it("saves anew what a worker before it had saved, and keeps the style sheets of the newest page alone", async () => {
    b.stores.set("offline 0 /m/tea", new Map([["/m/tea/offline", page("of before")]]));
    b.stores.set("offline 0 shell", new Map());
    await b.activate();
    const kept = () => [...b.stores].map(([name, store]) => `${name}: ${[...store.keys()].sort().join(" ")}`);
    await expect
      .poll(kept)
      .toEqual([
        ...[
          "offline 1 shell: /_next/static/a.css /offline",
          "offline 1 /m/tea: /_next/static/a.css /m/tea/offline",
        ],
      ]);
    b.stores.get("offline 1 /m/tea")?.set("/_next/static/of-before.css", new Response(""));
    await b.save("tea");
    expect([...(b.stores.get("offline 1 /m/tea")?.keys() ?? [])].sort()).toEqual([
      ...["/_next/static/a.css", "/m/tea/offline"],
    ]);
  });

  it("saves the shell later where it could not be saved at first, and once it is old", async () => {
    b = browser();
    await b.install();
    for (const [days, language] of [
      [0, "one language"],
      [15, "another"],
    ] as const) {
      b.at.now += days * 86_400_000;
      b.at.network = signedIn(language);
      await b.save("tea");
      b.at.network = offline;
      expect(await b.shown("/m/cafe")).toContain(`saved /offline ${language}`);
    }
  });

  it("saves the page without its scripts, under its policy, with its style sheets", async () => {
    await b.save("tea");
    b.at.network = offline;
    const answer = await b.ask({ path: "/m/tea" });
    expect(answer?.headers.get("content-security-policy")).toBe("default-src 'self'");
    expect(await answer?.text()).not.toContain("script");
    const style = await b.ask({ path: "/_next/static/a.css", mode: "no-cors", type: "style" });
    expect(style?.ok).toBe(true);
  });
});
