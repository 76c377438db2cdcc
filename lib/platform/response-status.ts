declare global {
  var __scripStatuses: Map<string, number> | undefined;
}

function wanted(): Map<string, number> {
  globalThis.__scripStatuses ??= new Map();
  return globalThis.__scripStatuses;
}

/**
 * Gives the page in hand a status that Next has no way to say, such as 410: the web process puts it on the answer of
 * this request. Call it before the first byte, that is, in a page without a loading state above it. The web process is
 * no part of Next's bundle, so nothing of Next may be imported here.
 */
export function answerWithStatus(requestId: string, status: number): void {
  const asked = wanted();
  if (asked.size < 10_000) asked.set(requestId, status);
}

/** The status a page asked for in place of 200, or 503 in place of Next's 500, once; for server.ts. */
export function takeStatus(requestId: string, status: number): number {
  const asked = wanted().get(requestId);
  wanted().delete(requestId);
  if (asked === undefined) return status;
  return status === 200 || (status === 500 && asked === 503) ? asked : status;
}
