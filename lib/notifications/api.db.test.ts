import { eq, sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { webhookDeliveries } from "@/db/schema/notifications";
import { makeApiKey } from "@/db/seed/factories";
import { makeTestWorld, type TestWorld } from "@/db/seed/test-world";
import { inTransaction } from "@/db/transaction";
import { api } from "@/lib/api";

let ours: TestWorld;
let theirs: TestWorld;
let key: string;
let serial = 0;

type Ask = { by?: string; body?: unknown; once?: string };
async function ask(method: string, path: string, { by = key, body, once }: Ask = {}) {
  const response = await api.request(`/api/v1${path}`, {
    method,
    body: body === undefined ? undefined : JSON.stringify(body),
    headers: {
      authorization: `Bearer ${by}`,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...(once ? { "idempotency-key": once } : {}),
    },
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
}
const webhook = (more: object = {}) => ({
  url: `https://example.com/hooks/${++serial}`,
  events: ["voucher.*"],
  ...more,
});

beforeAll(async () => {
  await inTransaction(async (tx) => {
    ours = await makeTestWorld(tx, "HOOKS");
    theirs = await makeTestWorld(tx, "OTHERHOOKS");
    key = (await makeApiKey(tx, ours.merchantId)).key;
  });
});

describe("POST /webhooks", () => {
  it("200: adds one, shows its secret, and gives the same answer to the same key", async () => {
    const body = webhook({ name: "CRM", events: ["voucher.issued", "activity.*", "voucher.issued"] });
    const made = await ask("POST", "/webhooks", { body, once: "one" });
    expect(made).toMatchObject({
      status: 200,
      body: {
        id: expect.stringMatching(/^whk_/),
        name: "CRM",
        url: body.url,
        events: ["activity.*", "voucher.issued"],
        status: "active",
        disabledBy: null,
        createdAt: expect.stringMatching(/Z$/),
        secret: expect.stringMatching(/^whsec_[\w-]{43}$/),
      },
    });
    const again = await ask("POST", "/webhooks", { body, once: "one" });
    expect(again.body).toEqual(made.body);
    expect(again.headers.get("idempotent-replayed")).toBe("true");
  });

  it.each([
    [{ url: "http://example.com/" }, "webhook_url_forbidden", "url"],
    [{ url: "https://10.1.1.1/" }, "webhook_url_forbidden", "url"],
    [{ url: "https://169.254.169.254/" }, "webhook_url_forbidden", "url"],
    [{ url: "javascript:alert(1)" }, "malformed", "url"],
    [{ url: "nonsense" }, "malformed", "url"],
    [{ events: [] }, "malformed", "events"],
    [{ events: ["voucher.dreamt"] }, "malformed", "events.0"],
    [{ merchantId: "mch_x" }, "malformed", ""],
    [{ secret: "whsec_mine" }, "malformed", ""],
  ])("422: %j", async (more, code, path) => {
    const answer = await ask("POST", "/webhooks", { body: webhook(more) });
    expect(answer).toMatchObject({ status: 422, body: { code, errors: [{ path }] } });
  });

  it("409: more than twenty", async () => {
    const { key: full } = await inTransaction((tx) => makeApiKey(tx, theirs.merchantId));
    const statuses: number[] = [];
    for (let n = 0; n < 19; n += 1)
      statuses.push((await ask("POST", "/webhooks", { by: full, body: webhook() })).status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(18);
    const last = await ask("POST", "/webhooks", { by: full, body: webhook() });
    expect(last).toMatchObject({ status: 409, body: { code: "webhook_limit_reached", limit: 20 } });
  });

  it("403: a key that may write may not say where events go", async () => {
    const { key: by } = await inTransaction((tx) =>
      makeApiKey(tx, ours.merchantId, { scopes: ["read", "write"] }),
    );
    expect(await ask("POST", "/webhooks", { by, body: webhook() })).toMatchObject({ status: 403 });
  });
});

describe("GET /webhooks", () => {
  it("200: lists the merchant's, without secrets", async () => {
    const { status, body } = await ask("GET", "/webhooks");
    expect(status).toBe(200);
    expect(body.data.map(({ id }: { id: string }) => id)).toContain(ours.webhookId);
    expect(JSON.stringify(body)).not.toMatch(/secret|OTHERHOOKS/);
  });
});

describe("GET /webhooks?limit=&cursor=", () => {
  it("200: goes on after the page before until there is no more; a made-up cursor begins anew", async () => {
    const { key: by } = await inTransaction((tx) => makeApiKey(tx, theirs.merchantId));
    const all = (await ask("GET", "/webhooks?limit=100", { by })).body;
    expect(all).toMatchObject({ nextCursor: null, data: expect.objectContaining({ length: 20 }) });
    const first = (await ask("GET", "/webhooks?limit=12", { by })).body;
    const rest = (await ask("GET", `/webhooks?limit=12&cursor=${first.nextCursor}`, { by })).body;
    expect(rest.nextCursor).toBeNull();
    expect([...first.data, ...rest.data]).toEqual(all.data);
    expect((await ask("GET", "/webhooks?limit=12&cursor=x", { by })).body).toEqual(first);
    expect((await ask("GET", "/webhooks?limit=0", { by })).status).toBe(422);
  });
});

describe("GET /webhooks/{id}/deliveries", () => {
  it("200: what was and will be sent, newest first, a page at a time and by status", async () => {
    const path = `/webhooks/${ours.webhookId}/deliveries`;
    const all = await ask("GET", path);
    expect(all.body).toEqual({
      data: [
        {
          id: ours.deliveryId,
          eventId: expect.stringMatching(/^evt_/),
          type: "voucher.issued",
          status: "waiting",
          attempts: 0,
          responseStatus: null,
          error: null,
          nextAttemptAt: expect.stringMatching(/Z$/),
          createdAt: expect.stringMatching(/Z$/),
          finishedAt: null,
          body: expect.stringContaining("HOOKS"),
        },
      ],
      nextCursor: null,
    });
    expect((await ask("GET", `${path}?status=failed`)).body.data).toEqual([]);
    expect((await ask("GET", `${path}?cursor=${ours.deliveryId}`)).body.data).toEqual([]);
  });

  it("422: a status that there is not", async () => {
    expect((await ask("GET", `/webhooks/${ours.webhookId}/deliveries?status=lost`)).status).toBe(422);
  });

  it("404: another merchant's, like one that nobody has", async () => {
    for (const id of [theirs.webhookId, `whk_${"0".repeat(26)}`, "x"])
      expect((await ask("GET", `/webhooks/${id}/deliveries`)).status).toBe(404);
  });
});

describe("POST /webhooks/{id}/deliveries/{deliveryId}/replay", () => {
  const replay = (webhookId: string, deliveryId: string) =>
    ask("POST", `/webhooks/${webhookId}/deliveries/${deliveryId}/replay`);
  const stateOf = async (id: string) => {
    const [row] = await db().select().from(webhookDeliveries).where(eq(webhookDeliveries.id, id));
    return row?.status;
  };

  it("200: makes it wait again", async () => {
    await db().execute(sql`update webhook_delivery set status = 'failed' where id = ${ours.deliveryId}`);
    expect(await replay(ours.webhookId, ours.deliveryId)).toMatchObject({
      status: 200,
      body: { id: ours.deliveryId, status: "waiting" },
    });
    expect(await stateOf(ours.deliveryId)).toBe("waiting");
  });

  it("404: another merchant's, another webhook's, and what is no id", async () => {
    await db().execute(sql`update webhook_delivery set status = 'failed'`);
    for (const [webhookId, deliveryId] of [
      [theirs.webhookId, theirs.deliveryId],
      [ours.webhookId, theirs.deliveryId],
      [ours.spareWebhookId, ours.deliveryId],
      [ours.webhookId, "x"],
    ] as const)
      expect((await replay(webhookId, deliveryId)).status).toBe(404);
    expect([await stateOf(ours.deliveryId), await stateOf(theirs.deliveryId)]).toEqual(["failed", "failed"]);
  });

  it("409: a disabled webhook is sent nothing", async () => {
    await db().execute(
      sql`update webhook set disabled_at = now(), disabled_by = 'staff' where id = ${ours.webhookId}`,
    );
    expect(await replay(ours.webhookId, ours.deliveryId)).toMatchObject({
      status: 409,
      body: { code: "webhook_disabled" },
    });
  });
});
