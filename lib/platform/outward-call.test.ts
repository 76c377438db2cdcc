import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { forbiddenTarget, isPublicAddress, type OutwardCall, postOutward } from "@/lib/platform/outward-call";

const open: Server[] = [];
async function receiver(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  open.push(server);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return `http://localhost:${(server.address() as AddressInfo).port}/hook`;
}
afterEach(async () => {
  for (const server of open.splice(0)) {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  }
});

const call = (url: string, more: Partial<OutwardCall> = {}) =>
  postOutward({ url, headers: {}, body: "{}", timeoutMs: 2000, mayCallSelf: true, ...more });
const fault = async (work: Promise<unknown>) =>
  work.then(
    () => "answered",
    (error: { code?: string }) => error.code,
  );

describe("an address that somebody typed", () => {
  it.each([
    ["http://example.com/", "https_only"],
    ["ftp://example.com/", "https_only"],
    ["https://user:word@example.com/", "credentials"],
    ["https://example.com:5432/", "port"],
    ["https://example.com:22/", "port"],
    ["https://10.0.0.1/", "private_address"],
    ["https://192.168.1.1/", "private_address"],
    ["https://172.31.0.9/", "private_address"],
    ["https://169.254.169.254/latest/meta-data", "private_address"],
    ["https://100.100.100.200/", "private_address"],
    ["https://127.0.0.1/", "private_address"],
    ["https://127.9.9.9/", "private_address"],
    ["https://0x7f.1/", "private_address"],
    ["https://2130706433/", "private_address"],
    ["https://0/", "private_address"],
    ["https://[::1]/", "private_address"],
    ["https://[::ffff:127.0.0.1]/", "private_address"],
    ["https://[::ffff:a9fe:a9fe]/", "private_address"],
    ["https://[fd00:ec2::254]/", "private_address"],
    ["https://[fe80::1]/", "private_address"],
    ["https://[64:ff9b::7f00:1]/", "private_address"],
    ["https://[2002:7f00:1::]/", "private_address"],
    ["https://localhost/", "private_address"],
  ])("%s is never called: %s", (url, reason) => {
    expect(forbiddenTarget(new URL(url), false)).toBe(reason);
  });

  it("is called when it is https and public, and on its own machine by a development installation only", () => {
    for (const url of ["https://example.com/a?b=c", "https://example.com:8443/", "https://93.184.216.34/"])
      expect(forbiddenTarget(new URL(url), false)).toBeNull();
    expect(forbiddenTarget(new URL("http://localhost:9999/"), true)).toBeNull();
    expect(forbiddenTarget(new URL("http://10.0.0.1/"), true)).toBe("https_only");
    expect(forbiddenTarget(new URL("https://10.0.0.1/"), true)).toBe("private_address");
  });

  it("is public for what the open internet gives out, v4 and v6", () => {
    for (const address of ["1.1.1.1", "223.255.255.1", "2606:4700::1111", "2a00:1450::1"])
      expect(isPublicAddress(address)).toBe(true);
    for (const address of ["224.0.0.1", "255.255.255.255", "198.18.0.1", "2001:db8::1", "::", "name", ""])
      expect(isPublicAddress(address)).toBe(false);
  });
});

describe("a name", () => {
  it.each([["127.0.0.1"], ["10.1.2.3"], ["169.254.169.254"], ["::1"], ["::ffff:10.0.0.1"]])(
    "that means %s is not called",
    async (address) => {
      expect(await fault(call("https://evil.example/", { resolve: async () => [address] }))).toBe(
        "private_address",
      );
    },
  );

  it("of which one address is private is not called, whichever comes first", async () => {
    for (const addresses of [
      ["93.184.216.34", "10.0.0.1"],
      ["10.0.0.1", "93.184.216.34"],
    ])
      expect(await fault(call("https://evil.example/", { resolve: async () => addresses }))).toBe(
        "private_address",
      );
  });

  it("is asked for once: a second, private answer is never seen", async () => {
    let asked = 0;
    const resolve = async () => {
      asked++;
      // An address of the test network that nobody answers on.
      return asked === 1 ? ["93.184.216.34"] : ["127.0.0.1"];
    };
    await fault(call("https://evil.example:8443/", { resolve, timeoutMs: 200 }));
    expect(asked).toBe(1);
  });

  it("that means nothing is an unknown host, and one that nobody tells is late", async () => {
    const none = async () => Promise.reject(new Error("ENOTFOUND"));
    expect(await fault(call("https://nobody.example/", { resolve: none }))).toBe("unknown_host");
    const never = () => new Promise<string[]>(() => undefined);
    expect(await fault(call("https://slow.example/", { resolve: never, timeoutMs: 50 }))).toBe("timeout");
  });
});

describe("a call", () => {
  it("brings the body as it is, and gives status and the first kilobyte of what was said", async () => {
    let got = "";
    const url = await receiver((request, response) => {
      request.on("data", (chunk) => {
        got += chunk;
      });
      request.on("end", () => response.writeHead(202).end("x".repeat(5000)));
    });
    const answer = await call(url, { body: '{"名":1}', headers: { "x-a": "b" } });
    expect(answer).toEqual({ status: 202, body: "x".repeat(1024) });
    expect(got).toBe('{"名":1}');
  });

  it("follows no redirect", async () => {
    let calls = 0;
    const url = await receiver((_, response) => {
      calls++;
      response.writeHead(307, { location: "/elsewhere" }).end();
    });
    expect((await call(url)).status).toBe(307);
    expect(calls).toBe(1);
  });

  it("lets go of an answer that never ends", async () => {
    const url = await receiver((_, response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write("y".repeat(700)), 5);
      response.on("close", () => clearInterval(timer));
    });
    const { status, body } = await call(url);
    expect({ status, size: body.length }).toEqual({ status: 200, size: 1024 });
  });

  it("is over in time when nothing is said, and when something is begun and never ended", async () => {
    const silent = await receiver(() => undefined);
    expect(await fault(call(silent, { timeoutMs: 100 }))).toBe("timeout");
    const begun = await receiver((_, response) => void response.writeHead(200).write("a"));
    expect(await fault(call(begun, { timeoutMs: 100 }))).toBe("timeout");
  });

  it("that finds nobody is a connection that failed", async () => {
    const url = await receiver(() => undefined);
    const server = open.pop();
    await new Promise((done) => server?.close(done));
    expect(await fault(call(url))).toBe("connection");
  });
});
