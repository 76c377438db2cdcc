import { burst, findSubjects, operationsFor, type Sample, sample } from "@/bench/growth-operations";
import { markStatements } from "@/bench/plans";
import { closeDb } from "@/db/client";

// The product's queries against one database, in a process of its own: `db()` knows one database only. Asked over the
// channel to its parent, which asks those of all sizes in turn.

export type Question =
  | { readonly kind: "sample"; readonly key: string; readonly samples: number; readonly maxMs: number }
  | { readonly kind: "burst"; readonly claims: number; readonly seconds: number }
  | { readonly kind: "mark"; readonly key: string };

export type Reply =
  | { readonly kind: "ready" }
  | { readonly kind: "sampled"; readonly sample: Sample }
  | { readonly kind: "rates"; readonly rates: readonly number[] }
  | { readonly kind: "marked" }
  | { readonly kind: "failed"; readonly error: string };

const subjects = await findSubjects();
const operations = new Map(operationsFor(subjects).map((operation) => [operation.key, operation]));

async function answer(question: Question): Promise<Reply> {
  if (question.kind === "burst") {
    return { kind: "rates", rates: await burst(subjects, question.claims, question.seconds) };
  }
  const operation = operations.get(question.key);
  if (!operation) throw new Error(`there is no operation ${question.key}`);
  if (question.kind === "mark") {
    await markStatements(operation);
    return { kind: "marked" };
  }
  return { kind: "sampled", sample: await sample(operation, question.samples, question.maxMs) };
}

process.on("message", (question: Question) => {
  answer(question).then(
    (reply) => process.send?.(reply),
    (error: unknown) => process.send?.({ kind: "failed", error: String(error) } satisfies Reply),
  );
});
process.on("disconnect", () => void closeDb().then(() => process.exit(0)));
process.send?.({ kind: "ready" } satisfies Reply);
