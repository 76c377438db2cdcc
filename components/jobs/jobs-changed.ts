const EVENT = "scrip:jobs-changed";

/** Tells the tray that a job was started, cancelled or tried again in this window, so that it looks at once. */
export function tellJobsChanged(): void {
  window.dispatchEvent(new Event(EVENT));
}

/** Calls `look` at each such word; returns how to stop. */
export function onJobsChanged(look: () => void): () => void {
  window.addEventListener(EVENT, look);
  return () => window.removeEventListener(EVENT, look);
}
