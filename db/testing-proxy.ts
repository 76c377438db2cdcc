import { connect, createServer, type Server, type Socket } from "node:net";

/**
 * For tests: stands between the pool and Postgres on 127.0.0.1. `freeze` swallows what both sides say and keeps the
 * connections, as a cut network does; `deafen` swallows the database's answers alone; `slow` delays; `cut` resets;
 * `heal` lets new connections through again.
 */
export class TestProxy {
  #isFrozen = false;
  #isDeaf = false;
  #delayMs = 0;
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

  /** What the database is told reaches it and is done; what it answers is lost, as when a network breaks after a commit. */
  deafen(): void {
    this.#isDeaf = true;
  }

  /** From now on every piece arrives `ms` later than it was sent, in both directions and in order; 0 = at once. */
  slow(ms: number): void {
    this.#delayMs = ms;
  }

  /** What was swallowed stays lost: connections from before do not come to life again. */
  heal(): void {
    this.cut();
    this.#isFrozen = false;
    this.#isDeaf = false;
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
    const database = connect({ host, port, noDelay: true });
    client.setNoDelay(true);
    const pair = [client, database] as const;
    this.#pairs.add(pair);
    this.#pass(client, database, () => this.#isFrozen);
    this.#pass(database, client, () => this.#isFrozen || this.#isDeaf);
    for (const [from, to] of [pair, [database, client] as const]) {
      from.on("error", () => undefined);
      from.on("close", () => {
        this.#pairs.delete(pair);
        to.destroy();
      });
    }
  }

  // A piece leaves when its time has come and all before it have left, whatever the delay was meanwhile.
  #pass(from: Socket, to: Socket, isLost: () => boolean): void {
    const waiting: { readonly bytes: Buffer; readonly due: number }[] = [];
    const flush = () => {
      for (let first = waiting[0]; first; first = waiting[0]) {
        const ms = first.due - performance.now();
        if (ms > 0) {
          setTimeout(flush, ms);
          return;
        }
        waiting.shift();
        if (!to.destroyed) to.write(first.bytes);
      }
    };
    from.on("data", (bytes) => {
      if (isLost()) return;
      if (waiting.length === 0 && this.#delayMs === 0) to.write(bytes);
      else if (waiting.push({ bytes, due: performance.now() + this.#delayMs }) === 1) flush();
    });
  }
}
