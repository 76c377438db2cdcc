import { log } from "@/lib/platform/log";

type Hook = () => Promise<void> | void;

declare global {
  var __scripShutdown: Map<string, Hook> | undefined;
}

function hooks(): Map<string, Hook> {
  globalThis.__scripShutdown ??= new Map();
  return globalThis.__scripShutdown;
}

/** Runs `hook` when the process ends in order, after the last request. The same name again replaces the hook. */
export function onShutdown(name: string, hook: Hook): void {
  hooks().set(name, hook);
}

/**
 * Runs all hooks, the last registered first, each for at most `eachMs` and all of them for `allMs`; one that fails or
 * is late does not hold up the others.
 */
export async function runShutdownHooks(eachMs = 5000, allMs = 20_000): Promise<void> {
  const registered = [...hooks()].reverse();
  hooks().clear();
  const until = performance.now() + allMs;
  for (const [name, hook] of registered) {
    try {
      await within(Math.max(1, Math.min(eachMs, until - performance.now())), hook);
    } catch (err) {
      log.error("shutdown hook failed", { code: name, err });
    }
  }
}

async function within(ms: number, hook: Hook): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not finished after ${Math.round(ms)} ms`)), ms);
  });
  try {
    await Promise.race([Promise.resolve().then(hook), late]);
  } finally {
    clearTimeout(timer);
  }
}
