import { acquireTestServer } from "@/db/testing";

export default async function setup() {
  const server = await acquireTestServer();
  process.env.TEST_SERVER_URL = server.url;
  process.env.TEST_TEMPLATE = server.template;
  return () => server.release();
}
