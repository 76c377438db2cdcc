import { connect, type Socket } from "node:net";
import { parentPort, workerData } from "node:worker_threads";
import { readAnswer } from "@/bench/http-answer";
import type { LoadAnswer, LoadTask } from "@/bench/load";

// How long an answer is waited for after the last request was sent.
const GRACE_MS = 15_000;

const task: LoadTask = workerData;
const { ports, connections, seconds, most, offsets, slots, keep } = task;
const bytes = Buffer.from(task.bytes.buffer, task.bytes.byteOffset, task.bytes.byteLength);
const latencies: number[] = [];
const answers = new Map<string | number, number>();
const bodies: string[] = [];
const started = performance.now();
const until = started + seconds * 1000;
let sent = 0;
let open = 0;
let lastAnswer = started;

const count = (word: string | number) => answers.set(word, (answers.get(word) ?? 0) + 1);

function nextRequest(): Buffer | null {
  if (sent >= most || performance.now() >= until) return null;
  const at = sent % slots.length;
  const request = bytes.subarray(offsets[at], offsets[at + 1]);
  const slot = slots[at] ?? -1;
  // A copy only where the same bytes may still wait in a socket with an earlier serial.
  const own = slot < 0 ? request : Buffer.from(request);
  if (slot >= 0) own.write(String(sent).padStart(12, "0"), slot, "latin1");
  sent += 1;
  return own;
}

/** One connection: sends, waits for the answer, sends again; opened anew when the server closed it. */
function drive(port: number): void {
  // Read into one buffer of its own, without a stream: what the generator costs, the servers beside it do not have.
  const buffer = Buffer.allocUnsafeSlow(64 * 1024);
  const socket: Socket = connect({
    ...{ port, host: "127.0.0.1", noDelay: true },
    onread: { buffer, callback: (length) => read(buffer.subarray(0, length)) },
  });
  let sentAt = 0;
  let waiting = false;
  let pending: Buffer | null = null;
  let ended = false;
  const end = (again: boolean) => {
    if (ended) return;
    ended = true;
    socket.destroy();
    if (again && performance.now() < until && sent < most) drive(port);
    else finish();
  };
  const send = () => {
    const request = nextRequest();
    if (!request) return end(false);
    waiting = true;
    sentAt = performance.now();
    socket.write(request);
  };
  socket.on("connect", send);
  const read = (chunk: Buffer): boolean => {
    const whole = pending ? Buffer.concat([pending, chunk]) : chunk;
    const answer = readAnswer(whole);
    if (!answer) {
      pending = Buffer.from(whole);
      return true;
    }
    lastAnswer = performance.now();
    latencies.push(lastAnswer - sentAt);
    count(answer.status);
    if (bodies.length < keep) bodies.push(answer.body());
    pending = null;
    waiting = false;
    if (answer.closes) end(true);
    else send();
    return true;
  };
  socket.on("error", (error: NodeJS.ErrnoException) => {
    count(`error: ${error.code ?? "socket"}`);
    waiting = false;
    setTimeout(() => end(true), 50);
  });
  socket.on("close", () => {
    if (ended) return;
    if (waiting) count("error: closed");
    end(true);
  });
}

function finish(): void {
  open -= 1;
  if (open === 0) report();
}

let reported = false;
function report(): void {
  if (reported) return;
  reported = true;
  const answer: LoadAnswer = {
    latencies: Float64Array.from(latencies),
    seconds: (lastAnswer - started) / 1000,
    answers: Object.fromEntries(answers),
    bodies,
  };
  parentPort?.postMessage(answer);
}

open = connections;
for (let i = 0; i < connections; i++) drive(ports[i % ports.length] ?? 0);
setTimeout(
  () => {
    for (let i = 0; i < open; i++) count("error: no answer");
    report();
  },
  seconds * 1000 + GRACE_MS,
).unref();
