import { inFile, type Mutant, type Red } from "@/scripts/mutants/mutant";

const gatherer = inFile("lib/platform/coalesce.ts");
const coalesce = (name: string): Red => ({ file: "lib/platform/coalesce.test.ts", name });

const groups: Mutant[] = [
  {
    guard: "gatherer: a group that fails is not run again one by one",
    edits: [gatherer("if (group.length === 1 || isBusy(error)) return", "if (group.length > 0) return")],
    red: [coalesce("a group that fails is run again one by one")],
  },
  {
    guard: "gatherer: a group is tried one by one although the database is away",
    edits: [gatherer("if (group.length === 1 || isBusy(error)) return", "if (group.length === 1) return")],
    red: [coalesce("does not try a group one by one when the database is out of reach")],
  },
  {
    guard: "gatherer: queue without bound",
    edits: [gatherer("if (lane.queue.length >= max ||", "if (lane.queue.length < 0 ||")],
    red: [coalesce("refuses at once with busy when its queue is full")],
  },
  {
    guard: "gatherer: one subject fills the queue",
    edits: [
      gatherer(
        "subject !== undefined && isGreedy(lane, subject)",
        "subject === key && isGreedy(lane, subject)",
      ),
    ],
    red: [coalesce("tells one subject that asks without end busy")],
  },
  {
    guard: "gatherer: who waits no more still counts against their subject",
    edits: [gatherer("      if (subject !== undefined) count(lane, subject, -1);\n", "")],
    red: [coalesce("counts nobody any more who was told busy")],
  },
  {
    guard: "gatherer: deadline not looked at",
    edits: [gatherer("now - waiting.since > longest;", "now < 0;")],
    red: [coalesce("tells who waited past the deadline busy")],
  },
  {
    guard: "gatherer: who waits behind a busy group waits as long as behind any other",
    edits: [gatherer("outcomes.some(wasBusy) ? patienceMs : deadlineMs", "deadlineMs")],
    red: [{ file: "lib/api-busy.db.test.ts", name: "behind a key look-up that is refused itself" }],
  },
  {
    guard: "gatherer: two of one subject in a group",
    edits: [gatherer("(subject !== undefined && held.has(subject))", "false")],
    red: [coalesce("never puts two of one subject into a group")],
  },
  {
    guard: "gatherer: answers handed out in another order",
    edits: [gatherer("settle(waiting, outcomes[at]);", "settle(waiting, outcomes[group.length - 1 - at]);")],
    red: [coalesce("and answers each its own")],
  },
  {
    guard: "gatherer: drained before everything is answered",
    edits: [gatherer("drain: () =>\n      size === 0", "drain: () =>\n      size >= 0")],
    red: [coalesce("is drained when everything asked is answered")],
  },
];

const beside: Mutant[] = [
  {
    guard: "gatherer: a subject at work in two groups",
    edits: [gatherer("          lane.subjects.add(subject);\n", "")],
    red: [coalesce("never has one subject at work in both")],
  },
  {
    guard: "gatherer: a few sent beside at the end of the turn",
    edits: [
      gatherer("else if (lane.queue.length >= enough && lane.running", "else if (lane.running"),
      gatherer("(lane.running < width(key) && lane.queue.length >= enough);", "lane.running < width(key);"),
    ],
    red: [coalesce("sends a second beside the first only when eight wait")],
  },
  {
    guard: "gatherer: a second group goes before the turn is over",
    edits: [gatherer("< width(key)) send(key, lane);", "< width(key)) void work(key, lane);")],
    red: [coalesce("sends the second when the turn is over")],
  },
  {
    guard: "gatherer: more groups than the width says",
    edits: [
      gatherer("lane.running < width(key)) send", "lane.running < 9) send"),
      gatherer("(lane.running < width(key) && lane.queue", "(lane.running < 9 && lane.queue"),
    ],
    red: [coalesce("with all that came in it, and no third"), coalesce("is one where the width says so")],
  },
  {
    guard: "gatherer: one group takes all there is",
    edits: [
      gatherer(
        "Math.min(max, Math.max(enough, Math.ceil((lane.queue.length + lane.atWork) / width(key))));",
        "Math.min(max, key.length + lane.queue.length + lane.atWork);",
      ),
    ],
    red: [coalesce("shares what there is between both")],
  },
  {
    guard: "gatherer: what is done still counts as at work",
    edits: [gatherer("    lane.atWork -= group.length;\n", "")],
    red: [coalesce("shares what there is between both")],
  },
  {
    guard: "gatherer: the last few are left behind",
    edits: [gatherer("lane.running === 1 || lane.queue.length >= enough ?", "lane.queue.length >= enough ?")],
    red: [coalesce("goes on with one when fewer than eight wait")],
  },
  {
    guard: "gatherer: each group goes on with a few",
    edits: [gatherer("lane.running === 1 || lane.queue.length >= enough ?", "lane.running > 0 ?")],
    red: [coalesce("goes on with one when fewer than eight wait")],
  },
];

/** Guards of how what is asked of one key at once is gathered into groups. */
export const gathererMutants: readonly Mutant[] = [...groups, ...beside];
