import { runTool } from "@/scripts/spawn";

const { code } = await runTool("playwright", ["test", ...process.argv.slice(2)]);
process.exit(code);
