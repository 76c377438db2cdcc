import { describe, expect, it } from "vitest";
import { inboxIsOpen } from "@/lib/platform/auth/inbox";

const open = {
  channel: "built_in",
  demo: true,
  address: "127.0.0.1",
  host: "localhost:3000",
  forwarded: false,
  baseUrl: "http://localhost:3000",
};

describe("the development inbox", () => {
  it.each(["127.0.0.1", "127.8.8.8", "::1"])("is open to this machine at %s", (address) => {
    expect(inboxIsOpen({ ...open, address })).toBe(true);
  });

  it.each([
    { demo: false },
    { channel: "twilio" },
    { address: "192.168.1.4" },
    { address: "unknown" },
    { address: "127.0.0.1.evil.example" },
    { host: "rebound.example:3000" },
    { host: "localhost.evil.example" },
    { host: "" },
    { forwarded: true },
    { baseUrl: "https://demo.example" },
  ])("is closed with %j", (change) => {
    expect(inboxIsOpen({ ...open, ...change })).toBe(false);
  });
});
