import { describe, expect, it } from "vitest";
import { testEnvironment } from "@/db/testing-environment";
import { parseEnv } from "@/lib/platform/env";

const complete = {
  ...testEnvironment,
  NODE_ENV: "production",
  DATABASE_URL: "postgres://u:p@localhost:5432/x",
};

describe("parseEnv", () => {
  it("fills in what may be left out", () => {
    const env = parseEnv({ ...complete, PORT: undefined, BASE_URL: "", HOST: "" });
    expect(env).toMatchObject({
      PORT: 3000,
      BASE_URL: "http://localhost:3000",
      DATABASE_POOL: 10,
      DATABASE_CLAIM_POOL: 2,
      DATABASE_PREPARE: true,
      DEMO: false,
      TRUSTED_PROXY_HOPS: 0,
    });
    expect(env.HOST).toBeUndefined();
  });

  it.each(["DATABASE_URL", "STAFF_SESSION_SECRET", "MEMBER_SESSION_SECRET", "DATA_KEY"])(
    "names %s when it is missing or empty",
    (name) => {
      expect(() => parseEnv({ ...complete, [name]: undefined })).toThrow(name);
      expect(() => parseEnv({ ...complete, [name]: "" })).toThrow(name);
    },
  );

  it.each([
    ["STAFF_SESSION_SECRET", "short"],
    ["STAFF_SESSION_SECRET", "a".repeat(64)],
    ["MEMBER_SESSION_SECRET", testEnvironment.STAFF_SESSION_SECRET],
    ["DATA_KEY", "c2hvcnQ="],
    ["NEXT_SERVER_ACTIONS_ENCRYPTION_KEY", "c2hvcnQ="],
    ["NEXT_SERVER_ACTIONS_ENCRYPTION_KEY", Buffer.alloc(32).toString("base64")],
    ["METRICS_PORT", "none"],
    ["DATA_KEY", Buffer.alloc(32).toString("base64")],
    ["DATABASE_URL", "postgres://u:p@first,second/x"],
    ["DATABASE_CLAIM_POOL", "0"],
    ["DATABASE_PREPARE", "no"],
    ["PORT", "70000"],
    ["BASE_URL", "scrip.example.com"],
    ["BASE_URL", "javascript:alert(1)"],
    ["BASE_URL", "http://scrip.example.com"],
    ["DEMO", "yes"],
    ["MESSAGE_CHANNEL", "pigeon"],
    ["TRUSTED_PROXY_HOPS", "-1"],
    ["LOG_LEVEL", "loud"],
  ])("refuses %s=%s and names it", (name, value) => {
    expect(() => parseEnv({ ...complete, [name]: value })).toThrow(name);
  });

  it("never repeats a secret in its message", () => {
    const attempt = () => parseEnv({ ...complete, DATA_KEY: "my-weak-but-secret-key" });
    expect(attempt).toThrow(/DATA_KEY/);
    expect(attempt).not.toThrow(/my-weak/);
  });

  it("lets cookies be insecure on plain http alone", () => {
    expect(parseEnv(complete).INSECURE_COOKIES).toBe(true);
    expect(parseEnv({ ...complete, BASE_URL: "https://x.example/" })).toMatchObject({
      INSECURE_COOKIES: false,
      BASE_URL: "https://x.example",
    });
  });
});
