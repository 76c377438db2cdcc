import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";

const secretsSchema = z.object({
  STAFF_SESSION_SECRET: z.string(),
  MEMBER_SESSION_SECRET: z.string(),
  DATA_KEY: z.string(),
});

export const demoSchema = z.looseObject({
  baseUrl: z.string(),
  merchantId: z.string(),
  currency: z.string(),
  staff: z.array(z.object({ email: z.string(), password: z.string(), role: z.string(), name: z.string() })),
  member: z.looseObject({ phone: z.string() }),
  activityUrl: z.string(),
  activityPassword: z.string(),
  apiKey: z.string(),
});
export type DemoInfo = z.infer<typeof demoSchema>;

/** Where this run keeps its database, secrets and demo.json. */
export const dataDir = resolve(process.env.SCRIP_DATA_DIR ?? ".data");
export const demoFile = join(dataDir, "demo.json");

/** What is kept per work tree, whichever data directory is in use: the build and its key. */
export const treeDir = resolve(".data");

/** Random secrets made once and kept readable for the owner alone; those set in the environment win. */
export function localSecrets(): Record<string, string> {
  const kept = readOrMake(join(dataDir, "secrets.json"), secretsSchema, () => ({
    STAFF_SESSION_SECRET: randomBytes(36).toString("base64url"),
    MEMBER_SESSION_SECRET: randomBytes(36).toString("base64url"),
    DATA_KEY: randomBytes(32).toString("base64"),
  }));
  return { ...withoutSet(kept), ...buildKey() };
}

/** The key of server actions' closures: the same when building and when serving. */
export function buildKey(): Record<string, string> {
  const schema = z.object({ NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: z.string() });
  const kept = readOrMake(join(treeDir, "build-key.json"), schema, () => ({
    NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: randomBytes(32).toString("base64"),
  }));
  return withoutSet(kept);
}

function withoutSet(values: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !process.env[name]));
}

function readOrMake<T>(path: string, schema: z.ZodType<T>, make: () => T): T {
  if (existsSync(path)) return schema.parse(JSON.parse(readFileSync(path, "utf8")));
  const made = make();
  mkdirSync(resolve(path, ".."), { recursive: true });
  writeFileSync(`${path}.new`, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${path}.new`, path);
  return made;
}
