import { beforeEach, describe, expect, it } from "vitest";
import { makeMerchant, memberScope, testScope } from "@/db/seed/factories";
import { inTransaction } from "@/db/transaction";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import { answerOnce, type OnceRequest } from "@/lib/merchants/answer-once";
import type { Scope } from "@/lib/platform/auth/scope";

let merchantId = "";
let done = 0;
beforeEach(async () => {
  merchantId = await inTransaction((tx) => makeMerchant(tx));
  done = 0;
});

const effect = async (): Promise<Result<{ nth: number }>> => ok({ nth: ++done });
function ask(more: Partial<OnceRequest> = {}, scope: Scope = testScope(merchantId), work = effect) {
  const request = { route: "test.write", key: "one", body: { a: 1 }, ...more };
  return inTransaction((tx) => answerOnce(tx, scope, request, work));
}

describe("a request that is answered once (I-14)", () => {
  it("has one effect and one answer, however many ask at once and later", async () => {
    const twins = await Promise.all(Array.from({ length: 10 }, () => ask()));
    expect(twins.filter((twin) => twin.ok && !twin.replayed)).toHaveLength(1);
    expect(twins.map((twin) => twin.ok && twin.value)).toEqual(Array(10).fill({ nth: 1 }));
    expect(await ask()).toEqual({ ok: true, value: { nth: 1 }, replayed: true });
    expect(done).toBe(1);
  });

  it("with another body is refused, and does nothing", async () => {
    await ask();
    await expect(ask({ body: { a: 2 } })).rejects.toThrow("another request");
    expect(done).toBe(1);
  });

  it("that fails leaves no key: the effect and the key are one transaction", async () => {
    const fails = () => Promise.reject(new Error("half way"));
    await expect(ask({}, testScope(merchantId), fails)).rejects.toThrow("half way");
    expect(await ask()).toEqual(ok({ nth: 1 }));
  });

  it("is kept when it did something: a refusal is not kept", async () => {
    const refused = async () => refuse("not_yet");
    expect(await ask({}, testScope(merchantId), refused)).toEqual(refuse("not_yet"));
    expect(await ask()).toEqual(ok({ nth: 1 }));
  });

  it("is each principal's, each use case's and each merchant's own", async () => {
    const elsewhere = await inTransaction((tx) => makeMerchant(tx));
    const answers = [
      await ask(),
      await ask({ route: "test.other" }),
      await ask({}, memberScope(merchantId, "mbr_a")),
      await ask({}, memberScope(merchantId, "mbr_b")),
      await ask({}, testScope(elsewhere)),
    ];
    expect(answers).toEqual([1, 2, 3, 4, 5].map((nth) => ok({ nth })));
  });
});
