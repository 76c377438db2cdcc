import { connect, createServer, type Server, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, it } from "vitest";
import { TestProxy } from "@/db/testing-proxy";

let heard: string;
let echo: Server;
let proxy: TestProxy;
const clients: Socket[] = [];

beforeEach(async () => {
  heard = "";
  echo = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.on("data", (bytes: Buffer) => {
      heard += bytes.toString();
      socket.write(bytes);
    });
  });
  await new Promise<void>((done) => echo.listen(0, "127.0.0.1", done));
  const address = echo.address();
  const port = typeof address === "object" ? address?.port : 0;
  proxy = await TestProxy.before(`postgres://nobody@127.0.0.1:${port}/none`);
});

afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy();
  await proxy.close();
  await new Promise((done) => echo.close(done));
});

function dial(): { socket: Socket; got: () => string; isClosed: () => boolean } {
  const socket = connect(Number(new URL(proxy.url).port), "127.0.0.1");
  clients.push(socket);
  let text = "";
  socket.on("error", () => undefined);
  socket.on("data", (bytes: Buffer) => {
    text += bytes.toString();
  });
  return { socket, got: () => text, isClosed: () => socket.destroyed };
}

const soon = (what: () => unknown, value: unknown) => expect.poll(what, { timeout: 5_000 }).toEqual(value);

it("passes on what both sides say", async () => {
  const { socket, got } = dial();
  socket.write("hello");
  await soon(got, "hello");
});

it("slow: everything arrives later, there and back, and in order, also when the delay ends meanwhile", async () => {
  const { socket, got } = dial();
  socket.write("a");
  await soon(got, "a");
  proxy.slow(200);
  const start = performance.now();
  socket.write("b");
  await sleep(50);
  proxy.slow(0);
  socket.write("c");
  await soon(got, "abc");
  expect(performance.now() - start).toBeGreaterThan(190);
});

it("deaf: what is told arrives and the answer does not, not even after it is healed", async () => {
  const { socket, got, isClosed } = dial();
  socket.write("a");
  await soon(got, "a");
  proxy.deafen();
  socket.write("b");
  await soon(() => heard, "ab");
  proxy.heal();
  await soon(isClosed, true);
  expect(got()).toBe("a");
  const next = dial();
  next.socket.write("c");
  await soon(next.got, "c");
});

it("frozen: nothing arrives on either side, and nobody hangs up", async () => {
  const { socket, got, isClosed } = dial();
  socket.write("a");
  await soon(got, "a");
  proxy.freeze();
  socket.write("b");
  await sleep(100);
  expect([heard, got(), isClosed()]).toEqual(["a", "a", false]);
});
