import { inFile, type Mutant, type Red } from "@/scripts/mutants/mutant";

const gates = inFile("lib/platform/auth/request-gates.ts");
const token = inFile("lib/platform/auth/session-token.ts");
const keys = inFile("lib/platform/auth/api-gates.ts");
const table = inFile("lib/platform/auth/permissions.ts");
const rate = inFile("lib/platform/api-rate.ts");
const route = inFile("lib/platform/api-route.ts");

const page = (name: string): Red => ({ file: "lib/activities/member-claim.db.test.ts", name });
const tokens = (name: string): Red => ({ file: "lib/platform/auth/session-token.test.ts", name });
const matrix: Red = { file: "lib/platform/auth/permissions.test.ts" };
const api = (name: string): Red => ({ file: "lib/api.db.test.ts", name });
const rates: Red = { file: "lib/platform/api-rate.db.test.ts" };

const sessions: Mutant[] = [
  {
    guard: "session: its row is not asked",
    edits: [gates("= w.session and ${endedAt} is null and ${expiresAt} > now()", "= w.session")],
    red: [page("is 401 for whoever is not signed in")],
  },
  {
    guard: "session: an ended one is accepted",
    edits: [gates("and ${endedAt} is null and", "and")],
    red: [page("is 401 for whoever is not signed in")],
  },
  {
    guard: "session: one past its end is accepted",
    edits: [gates(" and ${expiresAt} > now()", "")],
    red: [page("is 401 from the instant a session's row is over")],
  },
  {
    guard: "session: one of another merchant is accepted",
    edits: [
      gates("where ${merchantId} = w.merchant and", "where"),
      token(
        'return `${prefix}scrip.${audience}${merchantId ? `.${merchantId}` : ""}`;',
        "return `${prefix}scrip.${audience}`;",
      ),
    ],
    red: [page("is 401 for whoever is not signed in")],
  },
  {
    guard: "token: a shortened tag is accepted",
    edits: [token("part(iv), {\n      authTagLength: 16,\n    });", "part(iv));")],
    red: [tokens("with a shortened tag")],
  },
  {
    guard: "token: expiry not looked at",
    edits: [token("opened === null || opened.expiresAt <= now / 1000 - TOLERANCE ?", "opened === null ?")],
    red: [tokens("ends when it says"), tokens("that is kept ends when it says")],
  },
  {
    guard: "token: one that is kept never ends",
    edits: [token("if (known) return saysAt(known, now);", "if (known) return known;")],
    red: [tokens("that is kept ends when it says")],
  },
  {
    guard: "token: kept for every audience",
    edits: [
      token("const at = kept.get(secret) ??", 'const at = kept.get("") ??'),
      token("kept.set(secret, at);", 'kept.set("", at);'),
    ],
    red: [tokens("that is kept is worth nothing under another secret")],
  },
  {
    guard: "token: what is touched is accepted",
    edits: [
      token(
        'decipher.update(part(body), undefined, "utf8") + decipher.final("utf8")',
        'decipher.update(part(body), undefined, "utf8")',
      ),
    ],
    red: [tokens("is worth nothing when any part of it is touched")],
  },
  {
    guard: "token: staff's and members' are under one secret",
    edits: [
      token(
        'audience === "staff" ? env().STAFF_SESSION_SECRET : env().MEMBER_SESSION_SECRET',
        'audience === "staff" ? env().MEMBER_SESSION_SECRET : env().MEMBER_SESSION_SECRET',
      ),
    ],
    red: [page("made under the secret of staff")],
  },
];

const apiKeys: Mutant[] = [
  {
    guard: "API key: a revoked one is accepted",
    edits: [keys("      and revoked_at is null\n", "")],
    red: [api("is the answer to a key from the moment it is revoked or has expired")],
  },
  {
    guard: "API key: an expired one is accepted",
    edits: [keys("\n      and (expires_at is null or expires_at > now())", "")],
    red: [api("is the answer to a key from the moment it is revoked or has expired")],
  },
  {
    guard: "API key: its scopes are not asked",
    edits: [keys("if (!keyMay(key.scopes, capability))", 'if (capability === ("none" as string))')],
    red: [{ file: "lib/api.db.test.ts", name: "is refused to a key with every scope but the one it asks" }],
  },
  {
    guard: "API key: a route does not ask its rate",
    edits: [
      route(
        "if (!at.rate.isAllowed) throw tooMany(at.rate);",
        "if (at.rate === null) throw tooMany(at.rate);",
      ),
    ],
    red: [api("a key over its rate is refused")],
  },
  {
    guard: "API: who waited long for a connection waits for the next as long again",
    edits: [route("if (performance.now() - began <= PATIENCE_MS) return;", "if (began >= 0) return;")],
    red: [{ file: "lib/api-busy.db.test.ts", name: "does not wait as long again for what it asks" }],
  },
  {
    guard: "API key: a request is not counted",
    edits: [rate("            lease.tokens -= 1;\n", "")],
    red: [rates],
  },
  {
    guard: "API key: each process has the whole rate",
    edits: [
      rate(
        "{ bucket: `api:${id}`, limit, minutes: 1 }",
        "{ bucket: `api:${id}:${Math.random()}`, limit, minutes: 1 }",
      ),
    ],
    red: [rates],
  },
  {
    guard: "API key: phones are whole without the scope `pii`",
    edits: [table('    "order.read",\n  ],', '    "order.read",\n    "member.unmask",\n  ],')],
    red: [api("phones and addresses are whole for keys with the scope"), matrix],
  },
];

const roles: Mutant[] = [
  {
    guard: "permission table: marketer may write stores",
    edits: [table('"store.write": { ...GA },', '"store.write": { ...GA, ...MK },')],
    red: [matrix],
  },
  {
    guard: "permission table: cashier may read members",
    edits: [
      table('"member.read": { ...GA, ...SM, ...MK },', '"member.read": { ...GA, ...SM, ...MK, ...CA },'),
    ],
    red: [matrix],
  },
  {
    guard: "permission table: store manager reaches the whole merchant",
    edits: [
      table(
        'const SM = { store_manager: "own_stores" } as const;',
        'const SM = { store_manager: "merchant" } as const;',
      ),
    ],
    red: [matrix],
  },
  {
    guard: "permission table: key scope `read` may write",
    edits: [table('    "order.read",\n  ],', '    "order.read",\n    "store.write",\n  ],')],
    red: [matrix],
  },
];

/** Guards of who may ask, what, and how often. */
export const accessMutants: readonly Mutant[] = [...sessions, ...apiKeys, ...roles];
