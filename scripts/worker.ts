import { runMain } from "@/scripts/progress";
import { runProduction } from "@/scripts/run-production";

// Does the background work of what `npm run build` built, with the environment it is given.
runMain(() => runProduction("worker"));
