import { runTool } from "@/scripts/spawn";

const { code } = await runTool("vitest", ["run", "--project", "db", ...process.argv.slice(2)]);
process.exit(code);
