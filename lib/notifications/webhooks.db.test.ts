import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { and, asc, eq, sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { db } from "@/db/client";
import { auditEntries, outboxBatches } from "@/db/schema/merchants";
import { mails, webhookAttempts, webhookDeliveries, webhooks } from "@/db/schema/notifications";
import { alerts } from "@/db/schema/operations";
import { makeMerchant, makeStaff, testScope } from "@/db/seed/factories";
import { inTransaction } from "@/db/transaction";
import { attemptDelivery, takeDeliveries } from "@/lib/notifications/attempt-delivery";
import { changeWebhookState, rotateWebhookSecret } from "@/lib/notifications/change-webhook-state";
import { createWebhook } from "@/lib/notifications/create-webhook";
import { deleteWebhook, editWebhook } from "@/lib/notifications/edit-webhook";
import { startWebhooks, webhookKeeper } from "@/lib/notifications/jobs";
import { replayDelivery, sendTestEvent } from "@/lib/notifications/queue-deliveries";
import type { Scope } from "@/lib/platform/auth/scope";
import { deliverOutbox } from "@/lib/platform/deliver-outbox";
import { openMail } from "@/lib/platform/mail";
import { announce } from "@/lib/platform/outbox";
import { isSignedBy } from "@/lib/platform/webhook-signature";

type Call = { path: string; headers: IncomingHttpHeaders; body: string };
const calls: Call[] = [];
/** What a path is answered: a status, or nothing at all. */
const answers = new Map<string, number | "silence">();
let server: Server;
let base: string;
let scope: Scope;
let serial = 0;
const once = () => `request-${++serial}`;

beforeAll(async () => {
  server = createServer((request, response) => {
    const path = request.url ?? "";
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => {
      calls.push({ path, headers: request.headers, body });
      const answer = answers.get(path) ?? 200;
      if (answer !== "silence") response.writeHead(answer).end(`said ${answer}`);
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  base = `http://localhost:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
});
beforeEach(async () => {
  calls.length = 0;
  answers.clear();
  await db().delete(webhooks);
  await db().delete(outboxBatches);
  await db().delete(mails);
  scope = testScope(await inTransaction((tx) => makeMerchant(tx)));
});

type Fresh = { id: string; secret: string; path: string };
async function newWebhook(events = ["voucher.*"], by = scope): Promise<Fresh> {
  const path = `/${++serial}`;
  const made = await createWebhook(by, {
    requestId: once(),
    webhook: { name: "Till", url: `${base}${path}`, events },
  });
  if (!made.ok) throw new Error(made.refusal.code);
  return { ...made.value, path };
}
const happen = (count = 1, type = "voucher.issued", by = scope) =>
  inTransaction((tx) =>
    announce(
      tx,
      by,
      Array.from({ length: count }, (_, n) => ({
        type,
        subjectId: `vch_${n}`,
        payload: { memberId: "mbr_1" },
      })),
    ),
  );
const hand = () => deliverOutbox([], { rows: 200, events: 2000 }, [webhookKeeper]);
const rows = async () =>
  await db()
    .select()
    .from(webhookDeliveries)
    .orderBy(asc(webhookDeliveries.eventId), asc(webhookDeliveries.id));
const webhookOf = async (id: string) => {
  const [row] = await db().select().from(webhooks).where(eq(webhooks.id, id));
  if (!row) throw new Error("the webhook is gone");
  return row;
};
const both = [false, true];
/** One round of the worker without its waiting. */
async function round(answerMs = 2000): Promise<number> {
  let done = 0;
  for (const failing of both) {
    const taken = await takeDeliveries({ failing, busy: [], most: 50 });
    await Promise.all(taken.map((one) => attemptDelivery(one, 0.5, answerMs)));
    done += taken.length;
  }
  return done;
}
const makeDue = () => db().update(webhookDeliveries).set({ dueAt: sql`now() - interval '1 second'` });

describe("an event", () => {
  it("is sent to each webhook that wants it, whole, signed, with its own id, and logged", async () => {
    const all = await newWebhook(["voucher.*"]);
    const one = await newWebhook(["voucher.issued"]);
    const other = await newWebhook(["activity.*"]);
    await happen();
    await hand();
    expect(await round()).toBe(2);
    const [batch] = await db().select().from(outboxBatches);
    const event = batch?.events[0];
    expect(calls.map(({ path }) => path).sort()).toEqual([all.path, one.path].sort());
    expect(other.path).not.toBe(all.path);
    for (const { path, headers, body } of calls) {
      const { secret } = path === all.path ? all : one;
      expect(JSON.parse(body)).toEqual({
        id: event?.id,
        type: "voucher.issued",
        createdAt: batch?.createdAt.toISOString(),
        subjectId: "vch_0",
        data: { memberId: "mbr_1" },
      });
      expect(headers["scrip-event-id"]).toBe(event?.id);
      const signature = String(headers["scrip-signature"]);
      expect(isSignedBy([secret], signature, body, new Date())).toBe(true);
      expect(isSignedBy([path === all.path ? one.secret : all.secret], signature, body, new Date())).toBe(
        false,
      );
    }
    const log = await db().select().from(webhookAttempts);
    expect(
      log.map(({ attempt, responseStatus, responseBody, error }) => ({
        attempt,
        responseStatus,
        responseBody,
        error,
      })),
    ).toEqual([1, 2].map(() => ({ attempt: 1, responseStatus: 200, responseBody: "said 200", error: null })));
    expect((await rows()).map(({ status, attempts }) => [status, attempts])).toEqual([
      ["delivered", 1],
      ["delivered", 1],
    ]);
  });

  it("is never sent to another merchant's webhook", async () => {
    const theirs = testScope(await inTransaction((tx) => makeMerchant(tx)));
    await newWebhook(["voucher.*"], theirs);
    await happen();
    await hand();
    expect(await rows()).toEqual([]);
  });

  it("waits for a webhook once, however often it is handed over", async () => {
    await newWebhook();
    await happen(3);
    await hand();
    await db().update(outboxBatches).set({ deliveredAt: null });
    await hand();
    expect(await rows()).toHaveLength(3);
  });

  it("waits for nobody when it cannot be written down: it is handed over again", async () => {
    await newWebhook();
    await happen();
    await db().execute(sql`alter table webhook_delivery rename to webhook_away`);
    await expect(hand()).rejects.toThrow();
    await db().execute(sql`alter table webhook_away rename to webhook_delivery`);
    await hand();
    expect(await rows()).toHaveLength(1);
  });

  it("is begun in the order in which things became true", async () => {
    await newWebhook();
    for (let n = 0; n < 3; n += 1) {
      await happen(3);
      await sleep(5);
    }
    await hand();
    const batches = await db().select().from(outboxBatches).orderBy(asc(outboxBatches.createdAt));
    const turn = (id: string) => batches.findIndex(({ events }) => events.some((event) => event.id === id));
    const taken = [];
    for (;;) {
      const some = await takeDeliveries({ failing: false, busy: [], most: 50 });
      if (some.length === 0) break;
      taken.push(...some.map(({ eventId }) => turn(eventId)));
    }
    expect(taken).toEqual([0, 0, 0, 1, 1, 1, 2, 2, 2]);
  });
});

describe("what is not taken", () => {
  it("is due again later, with the answer in the log, and delivered when it is taken", async () => {
    const { id, path } = await newWebhook();
    await happen();
    await hand();
    answers.set(path, 500);
    await round();
    const [waiting] = await rows();
    expect(waiting).toMatchObject({ status: "waiting", attempts: 1, tries: 1, finishedAt: null });
    expect((waiting?.dueAt.getTime() ?? 0) - Date.now()).toBeGreaterThan(2000);
    expect((await webhookOf(id)).failingSince).not.toBeNull();
    expect(await round()).toBe(0);
    await makeDue();
    answers.delete(path);
    expect(await round()).toBe(1);
    expect((await rows())[0]).toMatchObject({ status: "delivered", attempts: 2 });
    expect((await webhookOf(id)).failingSince).toBeNull();
    expect(calls[0]?.body).toBe(calls[1]?.body);
    const log = await db().select().from(webhookAttempts).orderBy(asc(webhookAttempts.attempt));
    expect(log.map(({ attempt, responseStatus }) => [attempt, responseStatus])).toEqual([
      [1, 500],
      [2, 200],
    ]);
  });

  it("because nothing is said is given up in time and due again", async () => {
    const { path } = await newWebhook();
    await happen();
    await hand();
    answers.set(path, "silence");
    await round(150);
    expect((await rows())[0]).toMatchObject({ status: "waiting", attempts: 1 });
    expect((await db().select().from(webhookAttempts))[0]).toMatchObject({
      responseStatus: null,
      error: "timeout",
    });
  });

  it("has failed after the last attempt, and is not tried again", async () => {
    const { path } = await newWebhook();
    await happen();
    await hand();
    answers.set(path, 500);
    await db().update(webhookDeliveries).set({ tries: 11, attempts: 11 });
    await round();
    expect((await rows())[0]).toMatchObject({ status: "failed", attempts: 12 });
    await makeDue();
    expect(await round()).toBe(0);
  });

  it("disables its webhook after three days, raises an alert and mails every group admin", async () => {
    const { id, path } = await newWebhook();
    await inTransaction((tx) =>
      makeStaff(tx, scope.merchantId, { role: "group_admin", email: `a${serial}@x.example` }),
    );
    await inTransaction((tx) => makeStaff(tx, scope.merchantId, { role: "marketer" }));
    await happen(2);
    await hand();
    answers.set(path, 500);
    await db().update(webhooks).set({ failingSince: sql`now() - interval '73 hours'` });
    await round();
    expect(await webhookOf(id)).toMatchObject({ disabledBy: "failing" });
    const told = await db().select().from(mails);
    expect(told.map(({ recipient }) => recipient)).toEqual([`a${serial}@x.example`]);
    expect(openMail(told[0]?.body ?? "")).toContain(`/settings/webhooks/${id}`);
    const mine = and(eq(alerts.merchantId, scope.merchantId), eq(alerts.kind, "webhook"));
    const [alert] = await db().select().from(alerts).where(mine);
    expect(alert).toMatchObject({ subject: id, resolvedAt: null });
    // What waits is kept, and nothing more is sent until somebody enables it.
    await makeDue();
    expect(await round()).toBe(0);
    await happen();
    await hand();
    expect(await rows()).toHaveLength(2);
    answers.delete(path);
    await changeWebhookState(scope, { requestId: once(), webhookId: id, change: "enable" });
    expect((await db().select().from(alerts).where(mine))[0]?.resolvedAt).not.toBeNull();
    expect(await round()).toBe(2);
  });

  it("because it is gone for good (410) disables its webhook at once", async () => {
    const { id, path } = await newWebhook();
    await happen();
    await hand();
    answers.set(path, 410);
    await round();
    expect(await webhookOf(id)).toMatchObject({ disabledBy: "gone" });
  });
});

describe("a worker", () => {
  it("signs by the database's clock, however wrong its own is: receivers refuse what is dated minutes off (F-12)", async () => {
    const { secret } = await newWebhook();
    await happen();
    await hand();
    const now = new Date();
    vi.useFakeTimers({ toFake: ["Date"], now: now.getTime() + 6 * 60_000 });
    try {
      expect(await round()).toBe(1);
    } finally {
      vi.useRealTimers();
    }
    const [call] = calls;
    const signature = String(call?.headers["scrip-signature"]);
    const signedAt = Number(/t=(\d+)/.exec(signature)?.[1]);
    expect(Math.abs(signedAt - now.getTime() / 1000)).toBeLessThan(30);
    expect(isSignedBy([secret], signature, call?.body ?? "", new Date())).toBe(true);
  });

  it("that dies in an attempt leaves it to be due again, and the event goes out", async () => {
    await newWebhook();
    await happen();
    await hand();
    expect(await takeDeliveries({ failing: false, busy: [], most: 50 })).toHaveLength(1);
    // Nobody else takes it while it may be at work.
    expect(await takeDeliveries({ failing: false, busy: [], most: 50 })).toEqual([]);
    const [begun] = await rows();
    expect((begun?.dueAt.getTime() ?? 0) - Date.now()).toBeGreaterThan(30_000);
    await makeDue();
    expect(await round()).toBe(1);
    expect((await rows())[0]).toMatchObject({ status: "delivered", attempts: 2 });
  });

  it("that was thought dead and comes late changes nothing of what was settled since", async () => {
    const { path } = await newWebhook();
    await happen();
    await hand();
    const [late] = await takeDeliveries({ failing: false, busy: [], most: 50 });
    if (!late) throw new Error("nothing was taken");
    await makeDue();
    await round();
    expect((await rows())[0]?.status).toBe("delivered");
    answers.set(path, 500);
    await attemptDelivery(late, 0.5);
    expect((await rows())[0]).toMatchObject({ status: "delivered", attempts: 2 });
  });

  it("takes each once, however many look at once", async () => {
    for (let n = 0; n < 6; n += 1) await newWebhook();
    await happen(4);
    await hand();
    const found = await Promise.all(
      Array.from({ length: 8 }, () => takeDeliveries({ failing: false, busy: [], most: 50 })),
    );
    const ids = found.flat().map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThan(0);
  });

  it("serves the living while others say nothing: one dead webhook holds up nobody", async () => {
    const dead = await newWebhook();
    const living = await newWebhook();
    answers.set(dead.path, "silence");
    await happen(12);
    await hand();
    const running = startWebhooks();
    const deadline = Date.now() + 8000;
    const got = () => calls.filter(({ path }) => path === living.path).length;
    while (got() < 12 && Date.now() < deadline) await sleep(50);
    expect(got()).toBe(12);
    // No more than a webhook's own places are taken by it.
    expect(calls.filter(({ path }) => path === dead.path).length).toBeLessThanOrEqual(4);
    server.closeAllConnections();
    answers.delete(dead.path);
    await running.stop();
  });
});

describe("a person", () => {
  it("sends a test event, which comes like any other, once for a request", async () => {
    const { id, path } = await newWebhook(["activity.publish"]);
    const requestId = once();
    const [first, second] = await Promise.all([
      sendTestEvent(scope, { requestId, webhookId: id }),
      sendTestEvent(scope, { requestId, webhookId: id }),
    ]);
    expect(first.ok && second.ok && first.value).toEqual(second.ok && second.value);
    await round();
    expect(calls).toHaveLength(1);
    expect(calls[0]?.path).toBe(path);
    expect(JSON.parse(calls[0]?.body ?? "")).toMatchObject({ type: "webhook.test", subjectId: id, data: {} });
  });

  it("sends a delivery again with the same body and id, whatever became of it", async () => {
    const { id } = await newWebhook();
    await happen();
    await hand();
    await round();
    const [delivery] = await rows();
    if (!delivery) throw new Error("nothing was queued");
    const requestId = once();
    const ask = { requestId, webhookId: id, deliveryId: delivery.id };
    await replayDelivery(scope, ask);
    await replayDelivery(scope, ask);
    expect((await rows())[0]).toMatchObject({ status: "waiting", attempts: 1, tries: 0 });
    await round();
    expect(calls).toHaveLength(2);
    expect(calls[0]?.body).toBe(calls[1]?.body);
    expect((await rows())[0]).toMatchObject({ status: "delivered", attempts: 2, tries: 1 });
  });

  it.each([500, 200])(
    "sends a delivery again while an attempt is under way, which ends with %i and doesn't undo that",
    async (answer) => {
      const { id, path } = await newWebhook();
      await happen();
      await hand();
      const [taken] = await takeDeliveries({ failing: false, busy: [], most: 50 });
      if (!taken) throw new Error("nothing was taken");
      await replayDelivery(scope, { requestId: once(), webhookId: id, deliveryId: taken.id });
      answers.set(path, answer);
      await attemptDelivery({ ...taken, tries: 12 }, 0.5);
      const [row] = await rows();
      expect(row).toMatchObject({ status: "waiting", tries: 0, finishedAt: null });
      expect(row?.dueAt.getTime()).toBeLessThanOrEqual(Date.now());
      answers.delete(path);
      expect(await round()).toBe(1);
      expect((await rows())[0]).toMatchObject({ status: "delivered", attempts: 2, tries: 1 });
    },
  );

  it("makes a new secret, and for a day both are signed with", async () => {
    const { id, secret } = await newWebhook();
    const requestId = once();
    const made = await rotateWebhookSecret(scope, { requestId, webhookId: id });
    const again = await rotateWebhookSecret(scope, { requestId, webhookId: id });
    if (!made.ok || !again.ok) throw new Error("refused");
    expect(again.value.secret).toBe(made.value.secret);
    expect(made.value.secret).not.toBe(secret);
    await happen();
    await hand();
    await round();
    const [call] = calls;
    const signature = String(call?.headers["scrip-signature"]);
    for (const good of [secret, made.value.secret])
      expect(isSignedBy([good], signature, call?.body ?? "", new Date())).toBe(true);
    await db().update(webhooks).set({ previousUntil: sql`now() - interval '1 second'` });
    await happen();
    await hand();
    await round();
    const last = calls.at(-1);
    expect(isSignedBy([secret], String(last?.headers["scrip-signature"]), last?.body ?? "", new Date())).toBe(
      false,
    );
  });

  it("adds one webhook for a request, with one secret, which is kept sealed and stands in no audit row", async () => {
    const ask = { requestId: once(), webhook: { name: "", url: `${base}/x`, events: ["voucher.*"] } };
    const made = await createWebhook(scope, ask);
    const again = await createWebhook(scope, ask);
    if (!made.ok || !again.ok) throw new Error("refused");
    expect(again.value).toEqual(made.value);
    expect(again.replayed).toBe(true);
    expect(await db().select().from(webhooks)).toHaveLength(1);
    const everything = JSON.stringify([
      await db().select().from(webhooks),
      await db().select().from(auditEntries).where(eq(auditEntries.merchantId, scope.merchantId)),
      await db().execute(sql`select answer from answered_request`),
    ]);
    expect(everything).not.toContain(made.value.secret);
  });

  it("is refused an address that is not called, a twenty-first webhook, and a change over somebody else's", async () => {
    const bad = await createWebhook(scope, {
      requestId: once(),
      webhook: { name: "", url: "https://10.0.0.1/", events: ["voucher.*"] },
    });
    expect(bad).toMatchObject({
      refusal: { code: "webhook_url_forbidden", params: { reason: "private_address" } },
    });
    const { id } = await newWebhook();
    const change = { name: "A", url: `${base}/y`, events: ["voucher.*"] };
    const edit = { webhookId: id, revision: 1, webhook: change };
    expect(await editWebhook(scope, { requestId: once(), ...edit })).toMatchObject({ ok: true });
    expect(await editWebhook(scope, { requestId: once(), ...edit })).toMatchObject({
      refusal: { code: "changed_meanwhile" },
    });
    const many = Array.from({ length: 25 }, () =>
      createWebhook(scope, { requestId: once(), webhook: change }).then(({ ok }) => ok),
    );
    expect((await Promise.all(many)).filter(Boolean)).toHaveLength(19);
  });

  it("deletes a webhook with its log, and it is told nothing more", async () => {
    const { id } = await newWebhook();
    await happen();
    await hand();
    await deleteWebhook(scope, { requestId: once(), webhookId: id });
    expect(await rows()).toEqual([]);
    await happen();
    await hand();
    expect(await round()).toBe(0);
  });

  it("of another merchant finds nothing of it", async () => {
    const { id } = await newWebhook();
    await happen();
    await hand();
    const [delivery] = await rows();
    const theirs = testScope(await inTransaction((tx) => makeMerchant(tx)));
    const webhookId = id;
    for (const work of [
      () => sendTestEvent(theirs, { requestId: once(), webhookId }),
      () => replayDelivery(theirs, { requestId: once(), webhookId, deliveryId: delivery?.id ?? "" }),
      () => rotateWebhookSecret(theirs, { requestId: once(), webhookId }),
      () => changeWebhookState(theirs, { requestId: once(), webhookId, change: "disable" }),
      () => deleteWebhook(theirs, { requestId: once(), webhookId }),
    ])
      await expect(work()).rejects.toMatchObject({ code: "not_found" });
    expect((await webhookOf(id)).disabledAt).toBeNull();
  });
});

afterEach(() => server.closeIdleConnections());
