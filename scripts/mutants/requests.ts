import { inFile, type Mutant, type Red } from "@/scripts/mutants/mutant";

const verify = inFile("lib/members/verify-otp.ts");
const request = inFile("lib/members/request-otp.ts");
const people = inFile("lib/members/repository.ts");
const once = inFile("lib/merchants/answer-once.ts");
const pin = inFile("lib/merchants/pin-request.ts");
const api = (name: string): Red => ({ file: "lib/api.db.test.ts", name });
const otp = (name: string): Red => ({ file: "lib/members/verify-otp.db.test.ts", name });
const answers = (name: string): Red => ({ file: "lib/merchants/answer-once.db.test.ts", name });

const codes: Mutant[] = [
  {
    guard: "one-time code: works twice",
    edits: [verify("const isOver = isRight || tries >= OTP_TRIES;", "const isOver = tries >= OTP_TRIES;")],
    red: [otp("works once")],
  },
  {
    guard: "one-time code: wrong tries not counted",
    edits: [verify("challenge.tries + (isRight ? 0 : 1)", "challenge.tries")],
    red: [otp("is over after five wrong tries")],
  },
  {
    guard: "one-time code: good for ever",
    edits: [verify(" || challenge.expiresAt <= now) return", ") return")],
    red: [otp("is worth nothing from its last instant on")],
  },
  {
    guard: "one-time code: wrong ones of the day not looked at",
    edits: [
      verify(
        '  if (until) return refuse("too_many_tries", { until: until.toISOString() });\n',
        '  if (until === undefined) return refuse("too_many_tries");\n',
      ),
    ],
    red: [otp("is refused to a phone whose wrong codes of the day are used up")],
  },
  {
    guard: "one-time code: wrong ones of the day not counted",
    edits: [verify("  await hit(tx, rate);\n", "")],
    red: [otp("counts on its phone's day")],
  },
  {
    guard: "one-time code: tries looked at all at once",
    edits: [
      verify("  await lockBucket(tx, rate);\n", ""),
      people('eq(otpChallenges.id, id)))\n    .for("update");', "eq(otpChallenges.id, id)));"),
    ],
    red: [otp("lets at most five of fifty parallel guesses be looked at")],
  },
  {
    guard: "one-time code: not bound to its challenge",
    edits: [request('keyedHash("otp", `${challengeId}:${code}`)', 'keyedHash("otp", code)')],
    red: [otp("is kept as a keyed hash only, bound to its challenge")],
  },
  {
    guard: "one-time code: good at another merchant",
    edits: [
      people(
        ".select({ phone: otpChallenges.phone })\n    .from(otpChallenges)\n    .where(and(eq(otpChallenges.merchantId, scope.merchantId), eq(otpChallenges.id, id)));",
        ".select({ phone: otpChallenges.phone })\n    .from(otpChallenges)\n    .where(eq(otpChallenges.id, id));",
      ),
      people(
        ".where(and(eq(otpChallenges.merchantId, scope.merchantId), eq(otpChallenges.id, id)))\n    .for",
        ".where(eq(otpChallenges.id, id))\n    .for",
      ),
    ],
    red: [otp("is good only with the challenge of the browser that asked, and at its merchant")],
  },
  {
    guard: "one-time code: the one before stays good",
    edits: [
      people(
        "  await tx.update(otpChallenges).set({ endedAt: now }).where(live);\n",
        "  await tx.select().from(otpChallenges).where(live);\n",
      ),
      inFile("db/migrations/0000_foundation.sql")(
        'CREATE UNIQUE INDEX "otp_live" ON',
        'CREATE INDEX "otp_live" ON',
      ),
    ],
    red: [otp("is replaced by the next one")],
  },
  {
    guard: "one-time code: sent as often as one likes",
    edits: [
      request(
        "      if (!answer.allowed) return tooMany(answer.until);\n    }\n    const now",
        "      if (!answer) return tooMany(new Date());\n    }\n    const now",
      ),
    ],
    red: [otp("waits a minute between two")],
  },
];

const requests: Mutant[] = [
  {
    guard: "answered once: key taken in another transaction than the effect",
    edits: [
      once(
        "if (!(await takeRequestKey(tx, key, fingerprint))) {",
        'const isNew = await takeRequestKey(tx, key, fingerprint);\n  await tx.execute("commit");\n  await tx.execute("begin");\n  if (!isNew) {',
      ),
    ],
    red: [answers("that fails leaves no key")],
  },
  {
    guard: "answered once: fingerprint ignored",
    edits: [
      once(
        "if (earlier.fingerprint !== fingerprint) throw keyReused();",
        "if (!earlier.fingerprint) throw keyReused();",
      ),
    ],
    red: [answers("with another body")],
  },
  {
    guard: "answered once: a refusal is kept",
    edits: [once("  else await returnRequestKey(tx, key);\n", "")],
    red: [answers("a refusal is not kept")],
  },
  {
    guard: "answered once: done again by a twin",
    edits: [
      once(
        "    return { ok: true, value: earlier.answer as T, replayed: true };\n",
        "    return await work();\n",
      ),
    ],
    red: [answers("has one effect")],
  },
  {
    guard: "answered once: keys are not each principal's own",
    edits: [
      once(
        "const principal = scope.actor.id ?? scope.actor.type;",
        'const principal = scope.actor.id === "" ? "" : "one";',
      ),
    ],
    red: [answers("is each principal's")],
  },
  {
    guard: "pinned request: bound to no body",
    edits: [
      pin(
        "if ((await pinAll(JSON.stringify(pin))) !== fingerprint) throw keyReused();",
        'if ((await pinAll(JSON.stringify(pin))) === "") throw keyReused();',
      ),
    ],
    red: [api("a participation's key is bound to its member, activity and password")],
  },
];

/** Guards of one-time codes, and of how often the same request does something. */
export const requestMutants: readonly Mutant[] = [...codes, ...requests];
