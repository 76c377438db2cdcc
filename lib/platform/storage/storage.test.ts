import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import S3rver from "s3rver";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { folderStorage } from "@/lib/platform/storage/folder";
import { s3Storage } from "@/lib/platform/storage/s3";
import type { Storage } from "@/lib/platform/storage/storage";

const folder = mkdtempSync(join(tmpdir(), "storage-"));
const bucket = mkdtempSync(join(tmpdir(), "bucket-"));
const server = new S3rver({
  port: 0,
  address: "127.0.0.1",
  silent: true,
  directory: bucket,
  configureBuckets: [{ name: "scrip", configs: [] }],
});
let s3: Storage;

beforeAll(async () => {
  const { port } = await server.run();
  s3 = s3Storage({
    S3_BUCKET: "scrip",
    S3_ENDPOINT: `http://127.0.0.1:${port}`,
    S3_REGION: "us-east-1",
    S3_ACCESS_KEY_ID: "S3RVER",
    S3_SECRET_ACCESS_KEY: "S3RVER",
  });
});
afterAll(async () => {
  await server.close();
  for (const place of [folder, bucket]) rmSync(place, { recursive: true, force: true });
});

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (data: Uint8Array | null) => data && new TextDecoder().decode(data);

describe.each([
  ["a folder", () => folderStorage(folder)],
  ["a store that speaks S3", () => s3],
])("what is kept in %s", (_, open) => {
  it("is given back as it was, is nobody's where it was not, and is written over", async () => {
    const storage = open();
    expect(await storage.get("images/img_a/480.webp")).toBeNull();
    await storage.put("images/img_a/480.webp", bytes("one"), "image/webp");
    expect(text(await storage.get("images/img_a/480.webp"))).toBe("one");
    await storage.put("images/img_a/480.webp", bytes("two"), "image/webp");
    expect(text(await storage.get("images/img_a/480.webp"))).toBe("two");
    expect(await storage.get("images/img_a/160.webp")).toBeNull();
  });

  it("is gone once it is removed, and may be removed again", async () => {
    const storage = open();
    await storage.put("images/img_b/480.webp", bytes("one"), "image/webp");
    await storage.put("images/img_b/160.webp", bytes("two"), "image/webp");
    await storage.remove(["images/img_b/480.webp", "images/img_b/none.webp"]);
    expect(await storage.get("images/img_b/480.webp")).toBeNull();
    expect(text(await storage.get("images/img_b/160.webp"))).toBe("two");
    await storage.remove(["images/img_b/480.webp"]);
  });

  it.each([
    "../secret",
    "images/../../etc/passwd",
    "/etc/passwd",
    "images",
    "images/a b",
    "images//a",
    "images/.a",
  ])("is never asked for by a key that is none of ours: %s", async (key) => {
    const storage = open();
    await expect(storage.get(key)).rejects.toThrow("not a key");
    await expect(storage.put(key, bytes("x"), "image/webp")).rejects.toThrow("not a key");
    await expect(storage.remove([key])).rejects.toThrow("not a key");
  });
});

describe("a folder", () => {
  it("keeps no half file and no empty folder behind", async () => {
    const storage = folderStorage(folder);
    await storage.put("images/img_c/480.webp", bytes("one"), "image/webp");
    expect(readdirSync(join(folder, "images", "img_c"))).toEqual(["480.webp"]);
    await storage.remove(["images/img_c/480.webp"]);
    expect(readdirSync(join(folder, "images"))).not.toContain("img_c");
  });
});
