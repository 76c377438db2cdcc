import { inFile, type Mutant, type Red } from "@/scripts/mutants/mutant";

const plan = inFile("lib/activities/rules/plan.ts");
const rules = inFile("lib/activities/rules/claim.ts");
const asked = inFile("lib/activities/claim-prizes.ts");
const gather = inFile("lib/activities/gather-claims.ts");
const tries = inFile("lib/activities/count-try.ts");
const recall = inFile("lib/activities/recall-sold-out.ts");
const route = inFile("lib/activities/answer-claim.ts");

const planTest = (name: string): Red => ({ file: "lib/activities/rules/plan.test.ts", name });
const rulesTest = (name: string): Red => ({ file: "lib/activities/rules/claim.test.ts", name });
const claiming = (name: string): Red => ({ file: "lib/activities/claim-prizes.db.test.ts", name });
const refusing = (name: string): Red => ({ file: "lib/activities/claim-refusals.db.test.ts", name });
const gathering = (name: string): Red => ({ file: "lib/activities/gather-claims.db.test.ts", name });
const page = (name: string): Red => ({ file: "lib/activities/member-claim.db.test.ts", name });

const days: Mutant[] = [
  {
    guard: "day of a plan by UTC, not by the activity's zone",
    edits: [plan("day: localDate(now, activity.timeZone),", "day: now.toISOString().slice(0, 10),")],
    red: [planTest("in the activity's zone")],
  },
  {
    guard: "day of a plan by the merchant's zone, not by the activity's",
    edits: [plan("day: localDate(now, activity.timeZone),", "day: localDate(now, merchant.zone),")],
    red: [planTest("in the activity's zone")],
  },
  {
    guard: "day that a count belongs to by UTC",
    edits: [rules("counts.day === localDate(now, zone)", "counts.day === now.toISOString().slice(0, 10)")],
    red: [rulesTest("of a day turn with the local midnight")],
  },
  {
    guard: "plan goes on past its local midnight",
    edits: [plan("[activity.endsAt, nextMidnight(now, activity.timeZone), ...", "[activity.endsAt, ...")],
    red: [planTest("no longer than its local day")],
  },
  {
    guard: "plan goes on past the window of a prize",
    edits: [plan(", ...made.map((one) => one.holdsUntil)];", "];")],
    red: [planTest("until the window of a prize would be another")],
  },
  {
    guard: "plan made of an activity that does not run",
    edits: [
      plan(
        'if (!pool || activityStatus(activity, now) !== "running") return null;',
        "if (!pool) return null;",
      ),
    ],
    red: [planTest("only while the activity runs")],
  },
  {
    guard: "plan takes a paused or ended coupon for one that can be had",
    edits: [plan("available: state === null && window !== null,", "available: window !== null,")],
    red: [planTest("that is paused, ended or over")],
  },
  {
    guard: "plan gives what is over",
    edits: [
      plan("available: state === null && window !== null,", "available: state === null,"),
      plan(
        "const state = supplyRefusal({ ...coupon, quantity: null }, quantity, facts.now);",
        "const state = coupon.pausedAt ?? coupon.endedAt ?? coupon.archivedAt;",
      ),
    ],
    red: [planTest("that is paused, ended or over")],
  },
];

const claims: Mutant[] = [
  {
    guard: "request id without the principal",
    edits: [asked("digest(`${actor.type}:${actor.id}:${request.requestId}`)", "digest(request.requestId)")],
    red: [refusing("a key's request and a member's own")],
  },
  {
    guard: "request id used for another password not told",
    edits: [
      asked("if (poolId && poolId !== earlier.poolId) {", "if (!poolId && poolId !== earlier.poolId) {"),
    ],
    red: [claiming("refuses the same request id with another password")],
  },
  {
    guard: "audience not asked",
    edits: [asked('if (audience.type === "all") return null;', "if (audience) return null;")],
    red: [refusing("whom its audience leaves out")],
  },
  {
    guard: "audience told before the tries are looked at (S-14)",
    edits: [
      asked(
        "const until = await inTransaction((tx) => usedUp(tx, tryLimits(claim)));",
        "const until = null as Date | null;",
      ),
    ],
    red: [refusing("whom its audience leaves out")],
  },
  {
    guard: "refusal by old facts: activity that does not run",
    edits: [asked("  if (!plan && !isFresh) return null;\n", "")],
    red: [refusing("refuses nobody by what it remembers")],
  },
  {
    guard: "refusal by old facts: draft",
    edits: [asked("    if (planned && !isFresh) return null;\n", "")],
    red: [refusing("refuses nobody by what it remembers")],
  },
  {
    guard: "repeated request refused by what is closed now",
    edits: [
      asked(
        "if (!plan && closed) return (await earlierAnswer(scope, claim, facts)) ?? {",
        "if (!plan && closed) return {",
      ),
    ],
    red: [refusing("keeps its answer when the activity is closed")],
  },
  {
    guard: "what is no member's id put among the ids of a group",
    edits: [asked("if (!/^[\\w-]+$/.test(memberId)) throw noMember(scope);", "")],
    red: [refusing("harms no claim beside it")],
  },
  {
    guard: "stock of plenty never drawn last",
    edits: [gather("const ahead = hasPlenty(poolId) && ", "const ahead = !batch && ")],
    red: [{ file: "lib/activities/claim-model.db.test.ts", name: "come ahead of their stock" }],
  },
  {
    guard: "member locked elsewhere not asked again alone",
    edits: [gather('if (answer.outcome !== "again") return answer;', "if (answer) return answer;")],
    red: [refusing("is asked again alone")],
  },
  {
    guard: "member twice in one group",
    edits: [gather("    subjectOf: ({ claim }) => claim.memberId,\n", "")],
    red: [gathering("never stands twice in one")],
  },
  {
    guard: "claim planned from other facts written by this plan",
    edits: [
      gather(
        "group.filter(({ claim }) => claim.plan === plan)",
        "group.filter(({ claim }) => claim.plan !== null)",
      ),
    ],
    red: [gathering("that was planned from older facts")],
  },
];

const guesses: Mutant[] = [
  {
    guard: "wrong tries: lock not taken",
    edits: [tries("    await lockTries(tx, tried.activityId, tried.memberId);\n", "")],
    red: [refusing("are looked at one after another")],
  },
  {
    guard: "wrong tries: looked at although used up",
    edits: [tries("if (until) return refuse(", "if (until === undefined) return refuse(")],
    red: [refusing("although the password is right by now")],
  },
  {
    guard: "wrong tries: not counted",
    edits: [
      tries(
        "return await countWrong(tx, tried);",
        'return refuse("wrong_password", { triesLeft: 4 }).refusal;',
      ),
    ],
    red: [claiming("are no participation, are counted")],
  },
  {
    guard: "wrong tries: an address has no limit",
    edits: [
      tries(
        "{ bucket: tryAddress(address), ...perAddress },",
        "{ bucket: tryAddress(memberId), ...perAddress },",
      ),
    ],
    red: [refusing("of one address")],
  },
  {
    guard: "wrong tries: one member's stop everybody",
    edits: [
      tries(
        "{ bucket: `${window}${memberId}`, ...memberPerWindow },",
        "{ bucket: window, ...memberPerWindow },",
      ),
    ],
    red: [claiming("of one member do not stop another")],
  },
];

const soldOut: Mutant[] = [
  {
    guard: "sold-out look used for a repeated request",
    edits: [route("const gone = first && sessionId", "const gone = sessionId")],
    red: [page("refuses who asks for the first time, but a request that won before")],
  },
  {
    guard: "sold-out look used for who is not signed in",
    edits: [route("const gone = first && sessionId !== null && !isOut", "const gone = first && !isOut")],
    red: [page("is used for nobody who is not signed in")],
  },
  {
    guard: "sold-out look tells a guesser that a password is right",
    edits: [route("sessionId !== null && !isOut && looksSoldOut", "sessionId !== null && looksSoldOut")],
    red: [page("tells nobody that a password is right whose tries are used up")],
  },
  {
    guard: "page's claim: Node's server judges by the first of two content types",
    edits: [
      inFile("lib/platform/plain-request.ts")(
        'return timesGiven(req, "content-type") === 1;',
        'return timesGiven(req, "content-type") > 0;',
      ),
    ],
    red: [{ file: "lib/activities/member-claim-twins.db.test.ts", name: "two types" }],
  },
  {
    guard: "page's claim: nobody is told to come back by Node's server",
    edits: [
      inFile("lib/platform/page-endpoint-node.ts")(
        "beginWait(() => refuse(busy()))",
        "beginWait(() => undefined)",
      ),
    ],
    red: [{ file: "lib/platform/page-endpoint-node.test.ts", name: "after five seconds" }],
  },
  {
    guard: "sold-out look never forgotten: neither by time nor by a change",
    edits: [
      recall("const BELIEVED_MS = 1000;", "const BELIEVED_MS = 1e9;"),
      recall("onChange(() => until.clear());", "onChange(() => undefined);"),
    ],
    red: [page("is over within two seconds of added stock")],
  },
  {
    guard: "sold-out look not forgotten by time",
    edits: [recall("const BELIEVED_MS = 1000;", "const BELIEVED_MS = 1e9;")],
    red: [{ file: "lib/activities/recall-sold-out.db.test.ts", name: "is believed for a second" }],
  },
  {
    guard: "sold-out look not forgotten when something changes",
    edits: [recall("onChange(() => until.clear());", "onChange(() => undefined);")],
    red: [
      { file: "lib/activities/recall-sold-out.db.test.ts", name: "is believed until staff change something" },
    ],
  },
];

/** Guards on a claim's way to the database, in the process. */
export const claimingMutants: readonly Mutant[] = [...days, ...claims, ...guesses, ...soldOut];
