import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { wantsEvent, webhookEventTypes, webhookInputSchema } from "@/lib/notifications/schema";

const root = join(import.meta.dirname, "..", "..");
const sources = ["lib", "db/migrations"].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => /(?<!\.test)\.(ts|sql)$/.test(file) && !file.startsWith("notifications/"))
    .map((file) => readFileSync(join(root, folder, file), "utf8")),
);

describe("the events a webhook may be told of", () => {
  it.each(
    webhookEventTypes.filter(
      (type) => !/^(?:activity|pack)\.(publish|pause|resume|archive|restore)$/.test(type),
    ),
  )("%s is announced somewhere", (type) => {
    expect(sources.some((text) => text.includes(`"${type}"`) || text.includes(`'${type}'`))).toBe(true);
  });

  it("are told to who asked for them, or for all of their subject", () => {
    expect(wantsEvent(["order.paid"], "order.paid")).toBe(true);
    expect(wantsEvent(["order.*"], "order.invented")).toBe(true);
    expect(wantsEvent(["order.paid", "voucher.*"], "order.placed")).toBe(false);
    expect(wantsEvent(["order.*"], "orders.paid")).toBe(false);
  });

  it("are asked for by names that there are, each once", () => {
    const input = { name: "", url: "https://example.com/" };
    expect(
      webhookInputSchema.parse({ ...input, events: ["order.paid", "order.*", "order.paid"] }).events,
    ).toEqual(["order.*", "order.paid"]);
    for (const events of [[], ["*"], ["order"], ["webhook.test"], ["member.changed"]])
      expect(webhookInputSchema.safeParse({ ...input, events }).success).toBe(false);
  });
});
