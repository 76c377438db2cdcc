import { createServer } from "node:http";
import next from "next";

// The bare Next app behind a server of its own, as server.ts puts the product behind one.

const port = Number(process.env.PORT);
const app = next({ dev: false, dir: process.env.NEXT_DIR, port, hostname: "localhost" });
await app.prepare();
const handle = app.getRequestHandler();
const server = createServer((req, res) => void handle(req, res));
server.listen({ port, host: "127.0.0.1" }, () => process.send?.("ready"));
for (const event of ["disconnect", "SIGTERM"]) process.on(event, () => process.exit(0));
