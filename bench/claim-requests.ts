import { randomBytes } from "node:crypto";
import type { BenchMember, Offer, World } from "@/bench/claim-world";
import { runLoad, SERIAL } from "@/bench/load";

type Head = {
  readonly method: string;
  readonly path: string;
  readonly port: number;
  readonly headers: Record<string, string>;
};

/** A whole HTTP request in bytes, as a browser on the product's own page would send it. */
export function bytesOf({ method, path, port, headers }: Head, body: string): Buffer {
  const all = {
    host: `localhost:${port}`,
    origin: `http://localhost:${port}`,
    ...headers,
    ...(body ? { "content-length": String(Buffer.byteLength(body)) } : {}),
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n${body}`);
}

/** Ids of requests that no earlier run used and whose end the load generator counts up. */
const requestIds = () => `${randomBytes(12).toString("hex")}-${SERIAL}`;

/** A first try as the member page's script sends it: the one place that knows its address and shape. */
export function claimRequest(member: BenchMember, offer: Offer, port: number, requestId: string): Buffer {
  const headers = { cookie: member.cookie, "content-type": "application/json", accept: "application/json" };
  const path = `/api/member/activities/${offer.slug}/claim`;
  return bytesOf(
    { method: "POST", path, port, headers },
    JSON.stringify({ password: offer.password, requestId, first: true }),
  );
}

/** One claim of each member; several offers are dealt out in turn. */
export function claimRequests(world: World, offers: readonly Offer[], port: number): Buffer[] {
  const requestId = requestIds();
  return world.members.flatMap((member, i) => {
    const offer = offers[i % offers.length];
    return offer ? [claimRequest(member, offer, port, requestId)] : [];
  });
}

/** Bytes as those of a claim, for servers that do something else with them. */
export function likeClaims(world: World, path: string, port: number): Buffer[] {
  const requestId = requestIds();
  return world.members.map((member) => {
    const headers = { cookie: member.cookie, "content-type": "application/json", accept: "application/json" };
    return bytesOf(
      { method: "POST", path, port, headers },
      JSON.stringify({ password: "pass0123456789", requestId, first: true }),
    );
  });
}

/** A visitor's look at a page; compressed, as every browser asks for it, unless it shall be read here. */
export function pageRequest(path: string, port: number, encoding = "gzip, deflate, br, zstd"): Buffer {
  const headers = {
    accept: "text/html",
    "accept-encoding": encoding,
    "accept-language": "en",
    "user-agent":
      "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Safari/537.36",
  };
  return bytesOf({ method: "GET", path, port, headers }, "");
}

/** Asks once; the status and the body. */
export async function ask(port: number, request: Buffer): Promise<{ status: string; body: string }> {
  const plan = { ports: [port], connections: 1, seconds: 20, most: 1, requests: [request], keep: 1 };
  const { answers, bodies } = await runLoad(plan);
  return { status: Object.keys(answers)[0] ?? "", body: bodies[0] ?? "" };
}

/** The activity page's form as a browser without script sends it, one of each member. */
export async function formRequests(world: World, offer: Offer, port: number): Promise<Buffer[]> {
  const path = `/a/${offer.slug}`;
  const look = (cookie: string) =>
    bytesOf({ method: "GET", path, port, headers: { cookie, accept: "text/html" } }, "");
  const { body } = await ask(port, look(world.members[0]?.cookie ?? ""));
  const form = body.match(/<form[\s\S]*?<\/form>/g)?.find((one) => one.includes('name="password"')) ?? "";
  const hidden = [...form.matchAll(/<input type="hidden" name="([^"]*)"(?: value="([^"]*)")?\/>/g)];
  if (hidden.length < 3) throw new Error("the activity page has no password form");
  const requestId = requestIds();
  const fields = hidden.map(([, name = "", value = ""]) => [name, value.replaceAll("&quot;", '"')] as const);
  const boundary = `bench${randomBytes(8).toString("hex")}`;
  const parts = [...fields.map(([name, value]) => [name, name === "requestId" ? requestId : value] as const)];
  const text = [...parts, ["password", offer.password] as const]
    .map(
      ([name, value]) =>
        `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    )
    .join("");
  const contentType = `multipart/form-data; boundary=${boundary}`;
  return world.members.map((member) => {
    const headers = { cookie: member.cookie, accept: "text/html", "content-type": contentType };
    return bytesOf({ method: "POST", path, port, headers }, `${text}--${boundary}--\r\n`);
  });
}
