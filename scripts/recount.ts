import { recountEverything } from "@/lib/risk/recount-everything";
import { progress, runMain } from "@/scripts/progress";

// Recounts everything once, writes nothing, prints each difference. Code 1 where there is one, or a question got no answer.
runMain(async () => {
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop.abort());
  let parts = 0;
  let told = performance.now();
  const { differences, unanswered } = await recountEverything(stop.signal, (merchantId, subject) => {
    parts += 1;
    if (performance.now() - told < 5000) return;
    told = performance.now();
    progress(`${parts} parts; at ${merchantId} ${subject}`);
  });
  for (const { merchantId, key, id } of differences) console.log(`${merchantId}  ${key}  ${id}`);
  for (const { merchantId, key } of unanswered) console.log(`${merchantId}  ${key}  (no answer in its time)`);
  progress(`${parts} parts, ${differences.length} differences, ${unanswered.length} without an answer`);
  return differences.length + unanswered.length > 0 ? 1 : 0;
});
