import { closeJobs, sendDeadLettersAgain } from "@/lib/platform/jobs";
import { progress, runMain } from "@/scripts/progress";

// Sends dead letters to the queues they came from, once what kept them from being done is mended.
runMain(async () => {
  const sent = await sendDeadLettersAgain();
  await closeJobs();
  progress(`${sent} sent again`);
  return 0;
});
