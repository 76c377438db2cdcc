import { buildApp } from "@/scripts/build-app";
import { runMain } from "@/scripts/progress";

// Builds the app and the web process for `npm start`.
runMain(async () => {
  await buildApp();
  return 0;
});
