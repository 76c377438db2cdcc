import { PgBoss } from "pg-boss";

/** Where the queue keeps its tables, beside ours and never mixed with them. */
export const JOB_SCHEMA = "pgboss";

/**
 * Brings the queue's own tables to the version that this code uses. Part of every migration, so that neither the web
 * process nor the worker needs a role that may create anything.
 */
export async function installJobSchema(url: string): Promise<void> {
  const boss = new PgBoss({
    connectionString: url,
    schema: JOB_SCHEMA,
    max: 1,
    application_name: "scrip-migrate",
    supervise: false,
    schedule: false,
    migrate: true,
  });
  const failures: Error[] = [];
  boss.on("error", (error) => failures.push(error));
  await boss.start();
  await boss.stop({ graceful: false });
  if (failures[0]) throw failures[0];
}
