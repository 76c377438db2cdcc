import { runMain } from "@/scripts/progress";
import { runProduction } from "@/scripts/run-production";

// Serves what `npm run build` built, with the environment it is given: for a server of one's own.
runMain(() => runProduction("server"));
