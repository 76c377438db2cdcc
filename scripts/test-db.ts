import { runProgram } from "@/scripts/spawn";

const { code } = await runProgram("vitest", ["run", "--project", "db", ...process.argv.slice(2)]);
process.exit(code);
