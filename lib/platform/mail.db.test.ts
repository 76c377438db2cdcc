import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { eq, sql } from "drizzle-orm";
import { SMTPServer } from "smtp-server";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { mails } from "@/db/schema/notifications";
import { makeMerchant, testScope } from "@/db/seed/factories";
import { inTransaction } from "@/db/transaction";
import { closeJobs, type RunningJobs, startJobs } from "@/lib/platform/jobs";
import { mailJob, sendMail } from "@/lib/platform/mail";

type Taken = { readonly from: string; readonly to: readonly string[]; readonly raw: string };

/** A real mail server: it asks for its password, and takes mail or says why not. */
const taken: Taken[] = [];
let answer: Error | null = null;
const server = new SMTPServer({
  disabledCommands: ["STARTTLS"],
  allowInsecureAuth: true,
  onAuth: ({ username, password }, _, done) =>
    username === "scrip" && password === "let me in" ? done(null, { user: username }) : done(new Error("no")),
  onData: (stream, { envelope }, done) => {
    const parts: Buffer[] = [];
    stream.on("data", (part: Buffer) => parts.push(part));
    stream.on("end", () => {
      if (answer) return done(answer);
      const from = envelope.mailFrom ? envelope.mailFrom.address : "";
      const to = envelope.rcptTo.map(({ address }) => address);
      taken.push({ from, to, raw: Buffer.concat(parts).toString("utf8") });
      done();
    });
  },
});
const later = () => Object.assign(new Error("mailbox is busy"), { responseCode: 451 });

let merchantId = "";
let running: RunningJobs | null = null;

beforeAll(async () => {
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.server.address() as AddressInfo;
  Object.assign(process.env, {
    MAIL_CHANNEL: "smtp",
    SMTP_URL: `smtp://scrip:let%20me%20in@127.0.0.1:${port}`,
    MAIL_FROM: "Harbour Tea <tea@harbour.example>",
  });
  globalThis.__scripEnv = undefined;
  merchantId = await inTransaction((tx) => makeMerchant(tx));
});

afterEach(async () => {
  await running?.stop(1000);
  running = null;
  taken.length = 0;
  answer = null;
});

afterAll(async () => {
  await closeJobs();
  await new Promise<void>((ended) => server.close(() => ended()));
});

const words = {
  subject: "Your invite · 邀请",
  body: "Open http://localhost:3000/invite/abc\n打开链接加入。",
};
const write = (recipient: string) =>
  inTransaction((tx) => sendMail(tx, testScope(merchantId), { recipient, ...words }));

async function until(holds: () => boolean | Promise<boolean>, ms = 15_000): Promise<void> {
  for (const deadline = Date.now() + ms; !(await holds()); await sleep(50)) {
    if (Date.now() > deadline) throw new Error("it did not come about in time");
  }
}

const mailTo = async (recipient: string) => {
  const [row] = await db().select().from(mails).where(eq(mails.recipient, recipient));
  if (!row) throw new Error("no such mail");
  return row;
};
const triesOf = async (id: string) => {
  const [row] = await db().execute<{ state: string; tries: number }>(sql`
    select state::text, retry_count as tries from pgboss.job where name = ${mailJob.name} and data ->> 'id' = ${id}`);
  return row;
};

/** What a mail program shows of a mail: its headers and its text, decoded. */
function shown({ raw }: Taken) {
  const [head = "", body = ""] = raw.replace(/\r\n/g, "\n").split(/\n\n([\s\S]*)/);
  const headers = head.replace(/\n[ \t]+/g, " ");
  const of = (name: string) => new RegExp(`^${name}: (.*)$`, "im").exec(headers)?.[1] ?? "";
  const quoted = (text: string) =>
    Buffer.from(
      text
        .replace(/=\n/g, "")
        .replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
      "latin1",
    ).toString("utf8");
  const plain = (text: string) =>
    text
      .replace(/\?=\s+=\?/g, "?==?")
      .replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, how: string, word: string) =>
        how.toLowerCase() === "b"
          ? Buffer.from(word, "base64").toString("utf8")
          : quoted(word.replace(/_/g, " ")),
      );
  const how = of("Content-Transfer-Encoding");
  const text =
    how === "base64"
      ? Buffer.from(body, "base64").toString("utf8")
      : how === "quoted-printable"
        ? quoted(body)
        : body;
  return { subject: plain(of("Subject")), from: plain(of("From")), id: of("Message-ID"), text: text.trim() };
}

describe("mail through a mail server", () => {
  it("reaches it once the transaction of its cause commits, and reads as it was written, in Chinese too", async () => {
    await write("amy@example.com");
    running = await startJobs([mailJob]);
    await until(() => taken.length > 0);
    const [mail] = taken;
    if (!mail) throw new Error("nothing was taken");
    const { id } = await mailTo("amy@example.com");
    expect({ from: mail.from, to: mail.to }).toEqual({
      from: "tea@harbour.example",
      to: ["amy@example.com"],
    });
    expect(shown(mail)).toEqual({
      subject: words.subject,
      from: "Harbour Tea <tea@harbour.example>",
      id: `<${id}@localhost>`,
      text: words.body,
    });
    await until(async () => (await mailTo("amy@example.com")).sentAt !== null);
  });

  it("goes nowhere when that transaction is taken back", async () => {
    const undone = inTransaction(async (tx) => {
      await sendMail(tx, testScope(merchantId), { recipient: "nobody@example.com", ...words });
      throw new Error("no");
    });
    await expect(undone).rejects.toThrow("no");
    await write("somebody@example.com");
    running = await startJobs([mailJob]);
    await until(() => taken.length > 0);
    await sleep(300);
    expect(taken.map(({ to }) => to)).toEqual([["somebody@example.com"]]);
  });

  it("is tried again when the server does not take it, counts as sent only then, and is the same mail", async () => {
    answer = later();
    await write("ben@example.com");
    const { id } = await mailTo("ben@example.com");
    running = await startJobs([mailJob]);
    await until(async () => (await triesOf(id))?.state === "retry");
    expect((await mailTo("ben@example.com")).sentAt).toBeNull();
    answer = null;
    await db().execute(sql`update pgboss.job set start_after = now() where data ->> 'id' = ${id}`);
    await until(() => taken.length > 0);
    expect(taken.map((mail) => shown(mail).id)).toEqual([`<${id}@localhost>`]);
    await until(async () => (await triesOf(id))?.state === "completed");
    expect(await triesOf(id)).toMatchObject({ tries: 1 });
    expect((await mailTo("ben@example.com")).sentAt).not.toBeNull();
  });

  it("is handed over again with the same id by who died before noting it, and never once that is noted", async () => {
    await write("cat@example.com");
    const { id } = await mailTo("cat@example.com");
    const hand = () => mailJob.run({ merchantId, id }, new AbortController().signal);
    await hand();
    await db().update(mails).set({ sentAt: null }).where(eq(mails.id, id));
    await hand();
    await hand();
    expect(taken.map((mail) => shown(mail).id)).toEqual([`<${id}@localhost>`, `<${id}@localhost>`]);
  });

  it("of which the server refuses the password is tried again, and not taken for sent", async () => {
    const good = process.env.SMTP_URL ?? "";
    process.env.SMTP_URL = good.replace("let%20me%20in", "wrong");
    globalThis.__scripEnv = undefined;
    await write("dan@example.com");
    const { id } = await mailTo("dan@example.com");
    const hand = () => mailJob.run({ merchantId, id }, new AbortController().signal);
    await expect(hand()).rejects.toThrow();
    expect((await mailTo("dan@example.com")).sentAt).toBeNull();
    process.env.SMTP_URL = good;
    globalThis.__scripEnv = undefined;
    await hand();
    expect((await mailTo("dan@example.com")).sentAt).not.toBeNull();
  });
});
