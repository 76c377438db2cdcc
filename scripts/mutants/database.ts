import { inFile, type Mutant, type Red } from "@/scripts/mutants/mutant";

const pool = inFile("db/pool.ts");
const admission = inFile("db/admission.ts");
const transact = inFile("db/transact.ts");
const rules = inFile("db/migration-rules.ts");

const pools = (name: string): Red => ({ file: "db/pool.db.test.ts", name });
const faults = (name: string): Red => ({ file: "db/pool-faults.db.test.ts", name });

const connections: Mutant[] = [
  {
    guard: "pool: nobody asks a dead server whether it lives again",
    edits: [
      pool(
        "if (this.#deadSince !== null && now - this.#lastProbe >= PROBE_MS && this.#hasPlace()) {",
        "if (now < 0) {",
      ),
    ],
    red: [faults("that stays away is busy at once, and known for dead and alive although nobody asks")],
  },
  {
    guard: "admission: any number may wait",
    edits: [admission("if (this.#waiting.length >= this.places) {", "if (this.#waiting.length < 0) {")],
    red: [pools("fails fast while all connections are held, for plain reads too, and recovers")],
  },
  {
    guard: "admission: who waits does so without end",
    edits: [admission("now - this.#waiting[0].since >= WAIT_MS", "now < 0")],
    red: [pools("fails fast while all connections are held, for plain reads too, and recovers")],
  },
  {
    guard: "admission: the one who came last gets in first",
    edits: [admission("const next = this.#waiting.shift();", "const next = this.#waiting.pop();")],
    red: [pools("is first come, first served")],
  },
];

const transactions: Mutant[] = [
  {
    guard: "transaction: a swallowed failure commits nothing and says that it did",
    edits: [transact('if (command !== "COMMIT") throw', "if (command === undefined) throw")],
    red: [pools("with a failed statement does not commit although its error was swallowed")],
  },
  {
    guard: "transaction: a statement after its end is sent",
    edits: [transact("if (mark.over) throw new PoolFault", "if (mark.over === null) throw new PoolFault")],
    red: [pools("refuses a statement that comes after its end")],
  },
  {
    guard: "transaction: a second connection may be asked for inside of one",
    edits: [transact("if (inside.getStore()?.over === false) {", "if (inside.getStore()?.over === null) {")],
    red: [pools("refuses db() inside of it, and lets what it left behind use db() when it is over")],
  },
  {
    guard: "savepoint: what it did stays although it threw",
    edits: [
      transact(
        "await send(`rollback to savepoint ${name}`, [], false);",
        "await send(`release savepoint ${name}`, [], false);",
      ),
    ],
    red: [pools("keeps what came before a savepoint that failed")],
  },
];

const migrations: Mutant[] = [
  {
    guard: "migration: an index that locks its table is let through",
    edits: [rules("existing && /^create (unique )?index (?!concurrently)/.test(text)", "false")],
    red: [{ file: "db/migration-rules.test.ts" }],
  },
  {
    guard: "migration: a constraint that reads its whole table under lock is let through",
    edits: [rules("!/\\bnot valid\\b|\\busing index\\b/.test(text),", "false,")],
    red: [{ file: "db/migration-rules.test.ts" }],
  },
];

export const databaseMutants: readonly Mutant[] = [...connections, ...transactions, ...migrations];
