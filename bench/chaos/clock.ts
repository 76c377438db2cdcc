/**
 * Loaded into a web process of the chaos run before anything else (`--import`): its wall clock jumps by as many
 * milliseconds as it is told over the channel to its parent. Only `Date` is moved; `performance.now()` and timers count
 * what really passes, as they do when a machine's clock is set.
 */
if (process.env.CHAOS_CLOCK === "1") {
  const Real = Date;
  let skew = 0;
  const now = () => Real.now() + skew;
  process.on("message", (message) => {
    if (typeof message === "object" && message !== null && "skewMs" in message) skew = Number(message.skewMs);
  });
  globalThis.Date = new Proxy(Real, {
    construct: (target, given, newTarget) =>
      Reflect.construct(target, given.length > 0 ? given : [now()], newTarget),
    apply: () => new Real(now()).toString(),
    get: (target, name, receiver) => (name === "now" ? now : Reflect.get(target, name, receiver)),
  });
}

export {};
