import { runMain } from "@/scripts/progress";
import { runApp } from "@/scripts/run-app";

runMain(() => runApp("production"));
