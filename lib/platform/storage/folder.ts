import { randomUUID } from "node:crypto";
import { mkdir, readFile, rename, rm, rmdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { checkKey } from "@/lib/platform/storage/keys";
import type { Storage } from "@/lib/platform/storage/storage";

const isMissing = (error: unknown) => error instanceof Error && "code" in error && error.code === "ENOENT";

/**
 * Files in a folder of this machine, which all processes of the product must see. A file is written beside its place and
 * moved there, so that nobody reads half of one; a folder that is left empty goes with its last file.
 */
export function folderStorage(folder: string): Storage {
  const placeOf = (key: string) => {
    checkKey(key);
    return join(/* turbopackIgnore: true */ folder, key);
  };
  return {
    put: async (key, data) => {
      const place = placeOf(key);
      const draft = `${place}.${randomUUID()}.part`;
      await mkdir(dirname(place), { recursive: true });
      try {
        await writeFile(draft, data);
        await rename(draft, place);
      } catch (error) {
        await rm(draft, { force: true });
        throw error;
      }
    },
    get: async (key) => {
      try {
        return await readFile(placeOf(key));
      } catch (error) {
        if (isMissing(error)) return null;
        throw error;
      }
    },
    remove: async (keys) => {
      for (const key of keys) {
        const place = placeOf(key);
        await rm(place, { force: true });
        // Not empty, or gone already: both are as they should be.
        await rmdir(dirname(place)).catch(() => undefined);
      }
    },
  };
}
