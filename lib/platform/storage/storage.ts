import { env } from "@/lib/platform/env";
import { perProcess } from "@/lib/platform/per-process";
import { folderStorage } from "@/lib/platform/storage/folder";
import { s3Storage } from "@/lib/platform/storage/s3";

/** Where files are kept: by keys of ours such as `images/img_…/480.webp`, never by a name somebody typed. */
export type Storage = {
  /** Keeps a whole file or none; a key that is there already is written over. */
  put(key: string, data: Uint8Array, type: string): Promise<void>;
  /** Null where there is none. */
  get(key: string): Promise<Uint8Array | null>;
  /** A key that is not there is no error. */
  remove(keys: readonly string[]): Promise<void>;
};

/** The one storage of this process: S3 where a bucket is configured, else a folder of this machine. */
export function storage(): Storage {
  return perProcess("storage", () => {
    const { STORAGE_DIR, S3_BUCKET } = env();
    return S3_BUCKET ? s3Storage({ ...env(), S3_BUCKET }) : folderStorage(STORAGE_DIR);
  });
}
