import { describe, expect, it } from "vitest";
import { webhookEventTypes, webhookSubjects } from "@/lib/notifications/schema";
import { keyScopes } from "@/lib/platform/auth/permissions";
import { loadMessages } from "@/lib/platform/load-messages";
import { locales } from "@/lib/platform/locale";

type Words = Record<string, Record<string, string>>;

describe("keys and webhooks", () => {
  it.each(locales)("have words in %s for every scope, every event and every subject", async (locale) => {
    const messages = (await loadMessages(locale)) as Record<string, Words>;
    const { scopes, scopeLines } = messages["api-keys"] ?? {};
    const { events, subjects } = messages.webhooks ?? {};
    const wanted = webhookEventTypes.map((type) => type.replace(".", "_"));
    expect(Object.keys(scopes ?? {}).sort()).toEqual([...keyScopes].sort());
    expect(Object.keys(scopeLines ?? {}).sort()).toEqual([...keyScopes].sort());
    expect(Object.keys(subjects ?? {}).sort()).toEqual([...webhookSubjects].sort());
    const all = [...wanted, ...webhookSubjects.map((subject) => `${subject}_*`), "webhook_test"];
    expect(Object.keys(events ?? {}).sort()).toEqual(all.sort());
  });
});
