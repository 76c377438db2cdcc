import { mkdirSync, writeFileSync } from "node:fs";
import { readOptions } from "@/bench/chaos/options";
import { waitForLock } from "@/lib/platform/process-lock";
import { buildApp } from "@/scripts/build-app";
import { runMain } from "@/scripts/progress";

// Faults of reliability.md section 2.3 against the production build; docs/chaos.md says what is done and what must hold.
runMain(async () => {
  const options = readOptions(process.argv.slice(2));
  const lock = await waitForLock(".data/chaos.lock", { timeoutMs: 1_800_000 });
  try {
    await buildApp();
    const { runChaos } = await import("@/bench/chaos/run");
    const result = await runChaos(options);
    mkdirSync("test-results", { recursive: true });
    writeFileSync("test-results/chaos.json", JSON.stringify(result));
    console.log(`${result.passed} passed, ${result.failed} failed`);
    return result.failed > 0 || result.passed === 0 ? 1 : 0;
  } finally {
    lock.release();
  }
});
