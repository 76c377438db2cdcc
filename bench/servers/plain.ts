import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { Hono } from "hono";
import postgres from "postgres";
import { claimNaively } from "@/bench/naive";

// The servers to compare with, each doing one thing: `node --import tsx bench/servers/plain.ts <what>`.

const sql = postgres(process.env.DATABASE_URL ?? "", { max: Number(process.env.POOL ?? 10), onnotice() {} });

async function bodyOf(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

function answer(res: ServerResponse, status: number, value: unknown): void {
  const text = JSON.stringify(value);
  res.writeHead(status, { "content-type": "application/json", "content-length": Buffer.byteLength(text) });
  res.end(text);
}

/** One insert without any condition, committed before the answer. */
async function insert(req: IncomingMessage, res: ServerResponse): Promise<void> {
  const { requestId } = JSON.parse(await bodyOf(req));
  const [row] = await sql`insert into plain_insert (member_id) values (${String(requestId)}) returning id`;
  answer(res, 200, { id: row?.id });
}

async function naive(req: IncomingMessage, res: ServerResponse): Promise<void> {
  await bodyOf(req);
  const word = await claimNaively(sql);
  answer(res, word === "ok" ? 200 : 409, { word });
}

/** What `hono` answers on /kept: a quote from before, as an object. */
const kept = JSON.parse(process.env.KEPT ?? "null");
const hono = new Hono()
  .post("/kept", async (c) => {
    await c.req.json();
    return c.json(kept);
  })
  .post("/*", (c) => c.json({ ok: true }));

const handlers: Record<string, (req: IncomingMessage, res: ServerResponse) => Promise<void> | void> = {
  nothing: (_req, res) => answer(res, 200, { ok: true }),
  insert,
  naive,
  hono: getRequestListener(hono.fetch),
};

const handle = handlers[process.argv[2] ?? ""];
if (!handle) throw new Error(`one of ${Object.keys(handlers).join(", ")}`);
const server = createServer((req, res) => {
  void Promise.resolve(handle(req, res)).catch((error: unknown) =>
    answer(res, 500, { error: String(error) }),
  );
});
server.listen({ port: Number(process.env.PORT), host: "127.0.0.1" }, () => process.send?.("ready"));
for (const event of ["disconnect", "SIGTERM"]) process.on(event, () => process.exit(0));
