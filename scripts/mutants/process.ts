import { inFile, type Mutant, type Red } from "@/scripts/mutants/mutant";

const cache = inFile("lib/platform/page-cache.ts");
const visit = inFile("lib/platform/page-visit.ts");
const template = inFile("lib/platform/page-template.ts");
const worker = inFile("public/m/worker.js");
const outbox = inFile("lib/platform/deliver-outbox.ts");
const feed = inFile("lib/platform/change-feed.ts");
const hygiene = inFile("lib/platform/request-hygiene.ts");
const operations = inFile("lib/platform/operations.ts");
const recount = inFile("lib/risk/reconcile-counters.ts");
const differences = inFile("lib/risk/record-differences.ts");

const kept = (name: string): Red => ({ file: "lib/platform/page-cache.test.ts", name });
const offline = (name: string): Red => ({
  ...{ file: "app/(member)/m/[merchant]/_components/worker.test.ts", name },
});
const told = (name: string): Red => ({ file: "lib/platform/deliver-outbox.db.test.ts", name });
const changes = (name: string): Red => ({ file: "lib/platform/change-feed.db.test.ts", name });
const requests = (name: string): Red => ({ file: "lib/platform/request-hygiene.test.ts", name });
const figures = (name: string): Red => ({ file: "lib/platform/operations.test.ts", name });
const counted = (name: string): Red => ({ file: "lib/risk/reconcile-counters.db.test.ts", name });

const pages: Mutant[] = [
  {
    guard: "kept page: one for a signed-in visitor",
    edits: [visit("if (chosen === null) return null;", "")],
    red: [
      { file: "lib/platform/page-visit.test.ts" },
      kept("leaves to others what is particular to its visitor"),
    ],
  },
  {
    guard: "kept page: one language for all",
    edits: [
      visit("return { key: `${locale} ${path}`, path, locale };", "return { key: path, path, locale };"),
    ],
    red: [{ file: "lib/platform/page-visit.test.ts", name: "told apart by its language alone" }],
  },
  {
    guard: "kept page: whatever stands in the query is left out",
    edits: [visit('url.includes("?") ? url.replace(campaign, "") : url', 'url.replace(/\\?.*$/, "")')],
    red: [{ file: "lib/platform/page-visit.test.ts" }],
  },
  {
    guard: "kept page: one that sets a cookie",
    edits: [cache(' || of("set-cookie") !== "") return null;', ") return null;")],
    red: [{ file: "lib/platform/page-cache.test.ts" }],
  },
  {
    guard: "kept page: a request id shared by all visitors",
    edits: [cache("if ([...ids].some(([, id]) => id !== requestId)) return null;", "")],
    red: [{ file: "lib/platform/page-cache.test.ts" }],
  },
  {
    guard: "offline: what was saved outlives a sign-out",
    edits: [worker("if (isOthers) await caches.delete(storeOf(merchant));", "")],
    red: [offline("keeps nothing once its member has signed out")],
  },
  {
    guard: "offline: a saving from before a sign-out is kept after it",
    edits: [worker("if (!isNewest()) return;", "")],
    red: [offline("drops a saving that began before a sign-out")],
  },
  {
    guard: "kept page: given out for longer than a second",
    edits: [cache("const KEEP_MS = 1000;", "const KEEP_MS = 10_000;")],
    red: [kept("renders again after a second")],
  },
  {
    guard: "kept page: what was being rendered when a change came is kept",
    edits: [cache("if (rendering.get(visit.key) !== mine) return;", "")],
    red: [kept("forgets everything on a change, also what was being rendered when it came")],
  },
  {
    guard: "kept page: not forgotten on a change",
    edits: [cache("      pages.clear();\n", "")],
    red: [kept("forgets everything on a change, also what was being rendered when it came")],
  },
  {
    guard: "kept page: memory without bound",
    edits: [cache("oldest.until > now && bytes <= KEEP_BYTES", "oldest.until > now")],
    red: [kept("keeps at most 64 MB, the newest")],
  },
  {
    guard: "kept page: one nonce for all",
    edits: [
      cache(
        "const tokens = { nonce: makeNonce(), requestId };",
        'const tokens = { nonce: "A".repeat(makeNonce().length), requestId };',
      ),
    ],
    red: [kept("gives each answer a nonce and a request id of its own, the same in header and page")],
  },
  {
    guard: "kept page: a copy on its way is given out again",
    edits: [template("const body = spare.pop() ?? Buffer.from(base);", "const body = base;")],
    red: [{ file: "lib/platform/page-template.test.ts", name: "does not touch the page it gives out again" }],
  },
];

const announcements: Mutant[] = [
  {
    guard: "outbox: an event is taken by two workers",
    edits: [outbox("for update skip locked", "")],
    red: [told("is sent once however many workers look at once")],
  },
  {
    guard: "outbox: not marked as delivered",
    edits: [outbox("set delivered_at = now() from batch", "set delivered_at = delivered_at from batch")],
    red: [told("is sent to each who wants it, whole and with its own id, and marked as delivered")],
  },
  {
    guard: "change feed: what was missed while the connection was lost is not said",
    edits: [feed('onBegin: () => tell("*"),', "onBegin: () => undefined,")],
    red: [
      changes("says that anything may have changed when it had lost its connection, and goes on telling"),
    ],
  },
];

const process: Mutant[] = [
  {
    guard: "request: an address that the client made up is believed",
    edits: [hygiene("if (hops === 0) return socket;", "")],
    red: [requests("removes what only our own code may say, and keeps what Next's navigation needs")],
  },
  {
    guard: "request: a change from another site is let through",
    edits: [
      hygiene(
        "return from.host !== host && from.origin !== new URL(baseUrl).origin;",
        "return from.host === null;",
      ),
    ],
    red: [requests("refuses changes that a browser sends from another site, by Origin or by its own word")],
  },
  {
    guard: "request: a streamed body without bound",
    edits: [
      hygiene(
        "if (received <= limit) return push(chunk, encoding);",
        "if (received >= 0) return push(chunk, encoding);",
      ),
    ],
    red: [requests("answers 413 as soon as a stream passes the limit, and never hands over the cut body")],
  },
  {
    guard: "metrics: any token will do",
    edits: [operations("return timingSafeEqual(digest(shown), digest(token));", "return shown !== null;")],
    red: [figures("are read by who shows the token where one is set, and by nobody else, not even here")],
  },
  {
    guard: "metrics: whom a proxy passes on is taken for somebody of this machine",
    edits: [operations('headers["x-was-forwarded"] === undefined &&', "headers !== undefined &&")],
    red: [figures("are read on this machine where no token is set, and nowhere else")],
  },
  {
    guard: "readiness: told while the schema is older than the build",
    edits: [inFile("lib/platform/health.ts")('Number(row?.migrated) >= newest ? "ok" : "behind"', '"ok"')],
    red: [{ file: "lib/platform/health.db.test.ts", name: "while a migration this build needs is missing" }],
  },
  {
    guard: "readiness: told while the process ends",
    edits: [inFile("lib/platform/health.ts")(" && !life.starting && !life.draining", "")],
    red: [{ file: "lib/platform/health.db.test.ts", name: "is not there while the process starts or ends" }],
  },
];

const recounting: Mutant[] = [
  {
    guard: "recount: what differs is not noted",
    edits: [recount("for (const id of ids) if (broken.size < run.most) broken.add(id);", "")],
    red: [
      counted(
        "opens an alert for what was planted, says again that it is there, and closes it when it is mended",
      ),
    ],
  },
  {
    guard: "recount: an alert stays open when it is mended",
    edits: [differences("return await resolveDifferences(tx, scope, [...found.keys()]);", "return 0;")],
    red: [
      counted(
        "opens an alert for what was planted, says again that it is there, and closes it when it is mended",
      ),
    ],
  },
];

export const processMutants: readonly Mutant[] = [...pages, ...announcements, ...process, ...recounting];
