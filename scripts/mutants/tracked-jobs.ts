import { inFile, type Mutant, type Red } from "@/scripts/mutants/mutant";

const runs = inFile("lib/jobs/repository/runs.ts");
const files = inFile("lib/jobs/repository/files.ts");
const track = inFile("lib/jobs/track-run.ts");
const gate = inFile("lib/platform/auth/job-gates.ts");
const queries = inFile("lib/jobs/queries.ts");
const rules = inFile("lib/jobs/rules.ts");

const jobs = (name: string): Red => ({ file: "lib/jobs/jobs.db.test.ts", name });

export const trackedJobMutants: Mutant[] = [
  {
    guard: "job: a worker that was taken for dead goes on writing",
    edits: [runs('    eq(jobs.tries, run.tries),\n    eq(jobs.status, "running"),\n', "")],
    red: [jobs("by two workers that both think that it is theirs")],
  },
  {
    guard: "job: the place is not kept with the effects",
    edits: [track("        await keepPlace(tx, run, next, progress(next));\n", "")],
    red: [jobs("by a worker that goes on where another one died")],
  },
  {
    guard: "job: a wish to stop is not seen",
    edits: [track('    if (state.cancel) throw new JobStopped("cancelled");\n', "")],
    red: [jobs("stops a job at work before its next step")],
  },
  {
    guard: "job: it goes on for somebody who was deactivated",
    edits: [track('    if (!(await isAllowed(tx))) throw new JobStopped("not_allowed");\n', "")],
    red: [jobs("stops at its next step when whoever started it is deactivated")],
  },
  {
    guard: "job: it is begun for somebody who was deactivated",
    edits: [gate("    isNull(staffRoles.deactivatedAt),\n", "")],
    red: [jobs("is not begun for somebody who was deactivated since")],
  },
  {
    guard: "job: an earlier run's file stays beside the last one's",
    edits: [files("  await tx.delete(jobFiles).where(same);\n", "")],
    red: [jobs("are there whole or not at all")],
  },
  {
    guard: "job: its files are anybody's of the merchant",
    edits: [
      queries(
        'scope.role === "group_admin" ? undefined : eq(jobs.createdBy, scope.actor.id ?? "")',
        "undefined",
      ),
    ],
    red: [jobs("are for whoever started the job and for group admins")],
  },
  {
    guard: "job: anybody of the merchant cancels it",
    edits: [
      rules(
        'mayDoIt && (role === "group_admin" || (actorId !== null && actorId === createdBy))',
        "mayDoIt || role === null || actorId === createdBy",
      ),
    ],
    red: [jobs("are for whoever started the job and for group admins")],
  },
];
