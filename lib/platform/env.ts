import { z } from "zod";

const mend = {
  secret: "at least 32 random characters, for example from `openssl rand -base64 48`",
  key: "32 random bytes in base64, for example from `openssl rand -base64 32`",
};

const secret = z
  .string({ error: `is missing; set it to ${mend.secret}` })
  .min(32, { error: `is too short; set it to ${mend.secret}` })
  .refine((value) => new Set(value).size >= 12, { error: `is too easily guessed; set it to ${mend.secret}` });

const baseUrl = z.url({
  protocol: /^https?$/,
  error: "must be the address people open, like https://example.com",
});

const schema = z.object({
  NODE_ENV: z.enum(["development", "test", "production"]).default("development"),
  DATABASE_URL: z
    .string({
      error: "is missing; set it to postgres://user:password@host:5432/database, or start with `npm run up`",
    })
    .regex(/^postgres(ql)?:\/\//, { error: "must begin with postgres://" })
    .refine((value) => URL.canParse(value) && !new URL(value).hostname.includes(","), {
      error: "must be an address with one host",
    }),
  /** Past a pooler, where DATABASE_URL leads to one: for what needs a connection of its own, such as LISTEN. */
  DATABASE_DIRECT_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, { error: "must begin with postgres://" })
    .optional(),
  /** Connections this process may open; a small pool is the fast one. */
  DATABASE_POOL: z.coerce.number({ error: "must be a number" }).int().min(1).max(100).default(10),
  /** Further connections, for claims alone, so that they never wait behind reads. */
  DATABASE_CLAIM_POOL: z.coerce.number({ error: "must be a number" }).int().min(1).max(100).default(2),
  DATABASE_PREPARE: z
    .enum(["0", "1"], { error: "must be 1, or 0 behind a PgBouncer that knows no prepared statements" })
    .default("1"),
  PORT: z.coerce.number({ error: "must be a number" }).int().min(1).max(65_535).default(3000),
  HOST: z.string().min(1).optional(),
  BASE_URL: baseUrl.optional(),
  STAFF_SESSION_SECRET: secret,
  MEMBER_SESSION_SECRET: secret,
  DATA_KEY: z
    .string({ error: `is missing; set it to ${mend.key}` })
    .refine((value) => Buffer.from(value, "base64").length === 32, { error: `must be ${mend.key}` })
    .refine((value) => value !== Buffer.alloc(32).toString("base64"), { error: `must be ${mend.key}` }),
  /** What Next seals the closures of its actions with: the same when building and on every machine. */
  NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: z
    .string()
    .refine((value) => Buffer.from(value, "base64").length === 32, { error: `must be ${mend.key}` })
    .refine((value) => value !== Buffer.alloc(32).toString("base64"), { error: `must be ${mend.key}` })
    .optional(),
  DEMO: z.literal("1", { error: "must be 1 or absent" }).optional(),
  MESSAGE_CHANNEL: z
    .enum(["built_in"], { error: "must be built_in, the only channel there is" })
    .default("built_in"),
  MAIL_CHANNEL: z
    .enum(["built_in", "smtp"], {
      error: "must be smtp, or built_in, which keeps mail in this machine's inbox",
    })
    .default("built_in"),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, { error: "must begin with smtps:// or smtp://" })
    .optional(),
  MAIL_FROM: z
    .string()
    .regex(/@/, { error: "must be a mail address, or a name with one: Scrip <no-reply@example.com>" })
    .default("Scrip <no-reply@localhost>"),
  /** Who takes payments; without it Stripe where its keys are set, else the test provider on this machine alone. */
  PAYMENTS: z.enum(["test", "stripe"], { error: "must be stripe or test" }).optional(),
  STRIPE_SECRET_KEY: z
    .string()
    .regex(/^(sk|rk)_/, { error: "must be a secret key of Stripe's: sk_… or rk_…" })
    .optional(),
  /** The host of Stripe's checkout, where the merchant has one of their own. */
  STRIPE_CHECKOUT_HOST: z
    .string()
    .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, { error: "must be a host alone: pay.example.com" })
    .optional(),
  /** Several, with commas between them, while one takes over from another. */
  STRIPE_WEBHOOK_SECRET: z
    .string()
    .regex(/^whsec_/, { error: "must be the signing secret of a webhook endpoint at Stripe: whsec_…" })
    .optional(),
  /** Where files are kept on this machine, unless S3_BUCKET says that they are kept elsewhere. */
  STORAGE_DIR: z.string().min(1).default(".data/files"),
  S3_BUCKET: z.string().min(1).optional(),
  S3_ENDPOINT: z
    .url({ protocol: /^https?$/, error: "must be the address of a store that speaks S3" })
    .optional(),
  S3_REGION: z.string().min(1).default("us-east-1"),
  S3_ACCESS_KEY_ID: z.string().min(1).optional(),
  S3_SECRET_ACCESS_KEY: z.string().min(1).optional(),
  TRUSTED_PROXY_HOPS: z.coerce
    .number({ error: "must be how many proxies of yours stand before this process" })
    .int()
    .min(0)
    .max(10)
    .default(0),
  /** Where the worker answers /metrics, on this machine alone unless told otherwise; without it nowhere. */
  METRICS_PORT: z.coerce.number({ error: "must be a number" }).int().min(1).max(65_535).optional(),
  METRICS_HOST: z.string().min(1).default("127.0.0.1"),
  /** What who reads /metrics has to show; without it only this machine may. */
  METRICS_TOKEN: secret.optional(),
  /** How long a process that was told to end still takes requests, so that no more are sent to it. */
  SHUTDOWN_DELAY_MS: z.coerce
    .number({ error: "must be a number of milliseconds" })
    .int()
    .min(0)
    .max(15_000, { error: "must be at most 15000: all of a stop takes less than 30 seconds" })
    .optional(),
  LOG_LEVEL: z
    .enum(["debug", "info", "warn", "error"], { error: "must be debug, info, warn or error" })
    .default("info"),
});

type Told = z.infer<typeof schema>;

export type Env = Omit<Told, "BASE_URL" | "DEMO" | "DATABASE_PREPARE" | "SHUTDOWN_DELAY_MS"> & {
  /** Without a trailing slash. */
  BASE_URL: string;
  /** Whether statements are prepared once for each connection. */
  DATABASE_PREPARE: boolean;
  /** Five seconds in production unless said otherwise, none elsewhere. */
  SHUTDOWN_DELAY_MS: number;
  /** True when started by `npm run up` or `npm run dev` with the demo merchant. */
  DEMO: boolean;
  /** True when browsers would not send Secure cookies back: plain http on this machine only. */
  INSECURE_COOKIES: boolean;
};

export class EnvError extends Error {
  override name = "EnvError";
}

/** Reads an environment; throws an EnvError that names every wrong variable and how to mend it. */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const present = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const parsed = schema.safeParse(present);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`);
    throw new EnvError(`The environment is not complete:\n  ${lines.join("\n  ")}`);
  }
  const { BASE_URL, DEMO, ...rest } = parsed.data;
  if (rest.STAFF_SESSION_SECRET === rest.MEMBER_SESSION_SECRET) {
    throw new EnvError("MEMBER_SESSION_SECRET must not be the same as STAFF_SESSION_SECRET");
  }
  if (rest.MAIL_CHANNEL === "smtp" && !rest.SMTP_URL) {
    throw new EnvError(
      "SMTP_URL is missing; set it to smtps://user:password@host:465, or take MAIL_CHANNEL=built_in",
    );
  }
  const { PAYMENTS, STRIPE_SECRET_KEY, STRIPE_WEBHOOK_SECRET } = rest;
  const isStripe = PAYMENTS === "stripe" || (PAYMENTS === undefined && STRIPE_SECRET_KEY);
  if (isStripe && !(STRIPE_SECRET_KEY && STRIPE_WEBHOOK_SECRET)) {
    throw new EnvError("Stripe needs both STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET");
  }
  if ((rest.S3_ACCESS_KEY_ID === undefined) !== (rest.S3_SECRET_ACCESS_KEY === undefined)) {
    throw new EnvError("S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY come together, or neither does");
  }
  const base = new URL(BASE_URL ?? `http://localhost:${rest.PORT}`);
  const isLoopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(base.hostname);
  if (base.protocol === "http:" && !isLoopback && rest.NODE_ENV === "production") {
    throw new EnvError("BASE_URL must begin with https:// (plain http is for localhost only)");
  }
  return {
    ...rest,
    BASE_URL: base.href.replace(/\/+$/, ""),
    DATABASE_PREPARE: rest.DATABASE_PREPARE === "1",
    SHUTDOWN_DELAY_MS: rest.SHUTDOWN_DELAY_MS ?? (rest.NODE_ENV === "production" ? 5000 : 0),
    DEMO: DEMO === "1",
    INSECURE_COOKIES: base.protocol === "http:",
  };
}

/**
 * The environment of the web process. In production it must hold the key of Next's actions: a build makes one of its own
 * where it was given none, and a form of one machine would then be refused by the others. Throws an EnvError.
 */
export function webEnv(): Env {
  const read = env();
  if (read.NODE_ENV === "production" && !read.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY) {
    throw new EnvError(
      `NEXT_SERVER_ACTIONS_ENCRYPTION_KEY is missing; set it, for the build as well, to ${mend.key}`,
    );
  }
  return read;
}

declare global {
  var __scripEnv: Env | undefined;
}

/** The environment, read once per process, on first use (never while Next builds). */
export function env(): Env {
  globalThis.__scripEnv ??= parseEnv(process.env);
  return globalThis.__scripEnv;
}
