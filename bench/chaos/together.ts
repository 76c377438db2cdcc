import { connect, type Socket } from "node:net";
import type { Reply, Wish } from "@/bench/chaos/http";
import { readAnswer } from "@/bench/http-answer";

type Line = {
  readonly socket: Socket;
  readonly last: Buffer;
  readonly answer: Promise<Pick<Reply, "status" | "body" | "why">>;
};

function bytesOf({ method = "POST", path, headers = {}, body = "" }: Wish): Buffer {
  const all = { ...headers, "content-length": String(Buffer.byteLength(body)), connection: "close" };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n${body}`);
}

/** What came until the connection ended; less than a whole answer is a cut. */
function replyOf(bytes: Buffer): Pick<Reply, "status" | "body" | "why"> {
  const answer = readAnswer(bytes);
  return answer
    ? { status: answer.status, body: answer.body(), why: "" }
    : { status: 0, body: "", why: "cut" };
}

async function prepare(port: number, wish: Wish, withinMs: number): Promise<Line> {
  const bytes = bytesOf(wish);
  const socket = connect({ port, host: "127.0.0.1", noDelay: true });
  const answer = new Promise<Pick<Reply, "status" | "body" | "why">>((resolve) => {
    const parts: Buffer[] = [];
    const timer = setTimeout(() => {
      resolve({ status: 0, body: "", why: "timeout" });
      socket.destroy();
    }, withinMs);
    socket.on("data", (part: Buffer) => parts.push(part));
    socket.on("error", () => undefined);
    socket.on("close", () => {
      clearTimeout(timer);
      resolve(replyOf(Buffer.concat(parts)));
    });
  });
  await new Promise<void>((done) => {
    socket.once("error", () => done());
    socket.write(bytes.subarray(0, -1), () => done());
  });
  return { socket, last: bytes.subarray(-1), answer };
}

/** Sends all requests but their last byte over a connection each, then all last bytes at once; the answers in order. */
export async function askTogether(
  wishes: readonly { readonly port: number; readonly wish: Wish }[],
  withinMs = 15_000,
): Promise<Pick<Reply, "status" | "body" | "why">[]> {
  const lines = await Promise.all(wishes.map(({ port, wish }) => prepare(port, wish, withinMs)));
  for (const { socket, last } of lines) if (!socket.destroyed) socket.write(last);
  return await Promise.all(lines.map(({ answer }) => answer));
}
