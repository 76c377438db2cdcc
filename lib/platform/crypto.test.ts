import { describe, expect, it } from "vitest";
import { hashPassword, verifyPassword } from "@/lib/platform/crypto";

describe("a staff password", () => {
  it("is the one that was hashed and no other", async () => {
    const hash = await hashPassword("correct horse battery staple");
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await verifyPassword("correct horse battery staple", hash)).toBe(true);
    expect(await verifyPassword("correct horse battery stapler", hash)).toBe(false);
  });

  it("is nobody's where there is no hash, or something that is none", async () => {
    for (const none of [null, "", "no password", "$argon2id$v=19$m=1$$", "$2b$10$abcdefghijklmnopqrstuv"]) {
      expect(await verifyPassword("", none), String(none)).toBe(false);
      expect(await verifyPassword("no password", none), String(none)).toBe(false);
    }
  });
});
