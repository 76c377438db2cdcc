const LOOPBACK_ADDRESS = /^(127(\.\d{1,3}){3}|::1)$/;
const LOOPBACK_HOST = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/i;

/** Whether the development inbox may be looked into: it shows one-time codes, so all of these must hold. */
export function inboxIsOpen(facts: {
  readonly channel: string;
  readonly demo: boolean;
  /** The client's, as the web process saw it. */
  readonly address: string;
  /** The Host header: what the browser believes to be talking to. */
  readonly host: string;
  /** Whether a proxy or tunnel passed the request on: then its loopback address is not the visitor's. */
  readonly forwarded: boolean;
  /** What people are told to open. */
  readonly baseUrl: string;
}): boolean {
  return (
    !facts.forwarded &&
    LOOPBACK_HOST.test(new URL(facts.baseUrl).host) &&
    facts.channel === "built_in" &&
    facts.demo &&
    LOOPBACK_ADDRESS.test(facts.address) &&
    LOOPBACK_HOST.test(facts.host)
  );
}
