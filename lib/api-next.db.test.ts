import { describe, expect, it } from "vitest";
import { GET, POST } from "@/app/api/[[...path]]/route";
import { makeApiKey, makeMerchant } from "@/db/seed/factories";
import { inTransaction } from "@/db/transaction";

const url = (path: string) => `http://localhost:3000${path}`;

describe("the API on a host that runs Next alone", () => {
  it("answers through the route as server.ts does, without the headers that Next puts on itself", async () => {
    const { key } = await inTransaction(async (tx) => makeApiKey(tx, await makeMerchant(tx)));
    const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
    const read = await GET(new Request(url("/api/v1/stores"), { headers }));
    expect(read.status).toBe(200);
    expect(await read.json()).toMatchObject({ data: [] });
    expect(read.headers.get("x-frame-options")).toBeNull();
    const wrong = await POST(new Request(url("/api/v1/members"), { method: "POST", headers, body: "{}" }));
    expect(wrong.status).toBe(422);
    const stranger = await GET(new Request(url("/api/v1/stores")));
    expect(stranger.status).toBe(401);
    expect((await GET(new Request(url("/api/nothing")))).status).toBe(404);
    // Which of several processes would answer, nobody could say: operations are server.ts's own.
    expect((await GET(new Request(url("/readyz")))).status).toBe(404);
  });
});
