const keyPattern = /^[a-z0-9_-]+(\/[a-z0-9_-]+(\.[a-z0-9]+)?)+$/;

/** Throws for a key that is none of ours: no file is read or written outside of its place, whoever asks. */
export function checkKey(key: string): void {
  if (key.length > 200 || !keyPattern.test(key)) throw new Error("not a key of the storage");
}
