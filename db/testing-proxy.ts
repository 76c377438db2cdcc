import { connect, createServer, type Server, type Socket } from "node:net";

/**
 * For tests: stands between the pool and Postgres on 127.0.0.1. `freeze` swallows what both sides say and keeps the
 * connections, as a cut network does; `cut` resets them; `heal` lets new connections through again.
 */
export class TestProxy {
  #isFrozen = false;
  readonly #pairs = new Set<readonly [Socket, Socket]>();
  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async before(databaseUrl: string): Promise<TestProxy> {
    const target = new URL(databaseUrl);
    const server = createServer();
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const address = server.address();
    const near = new URL(databaseUrl);
    near.port = String(typeof address === "object" ? address?.port : "");
    const proxy = new TestProxy(server, near.toString());
    server.on("connection", (client) => proxy.#join(client, Number(target.port), target.hostname));
    return proxy;
  }

  freeze(): void {
    this.#isFrozen = true;
  }

  /** What was swallowed stays lost: connections from before do not come to life again. */
  heal(): void {
    this.cut();
    this.#isFrozen = false;
  }

  cut(): void {
    for (const pair of this.#pairs) for (const socket of pair) socket.resetAndDestroy();
  }

  /** Connections that neither side has closed. */
  get open(): number {
    return this.#pairs.size;
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((done) => this.server.close(done));
  }

  #join(client: Socket, port: number, host: string): void {
    const database = connect({ host, port });
    const pair = [client, database] as const;
    this.#pairs.add(pair);
    for (const [from, to] of [pair, [database, client] as const]) {
      from.on("data", (bytes) => {
        if (!this.#isFrozen) to.write(bytes);
      });
      from.on("error", () => undefined);
      from.on("close", () => {
        this.#pairs.delete(pair);
        to.destroy();
      });
    }
  }
}
