import { runTool } from "@/scripts/spawn";

const [name, ...rest] = process.argv.slice(2);
if (!name || !/^[a-z0-9_-]+$/.test(name)) {
  console.error("Usage: npm run db:new <name>, the name in lower case with - or _");
  process.exit(2);
}
const { code } = await runTool("drizzle-kit", ["generate", `--name=${name}`, ...rest]);
process.exit(code);
