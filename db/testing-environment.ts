/** Secrets and settings for tests: fixed, and of use nowhere else. */
export const testEnvironment: Record<string, string> = {
  BASE_URL: "http://localhost:3000",
  PORT: "3000",
  STAFF_SESSION_SECRET: "test-only-staff-secret-0123456789abcdef0123456789",
  MEMBER_SESSION_SECRET: "test-only-member-secret-0123456789abcdef012345678",
  DATA_KEY: Buffer.alloc(32, 7).toString("base64"),
  MESSAGE_CHANNEL: "built_in",
  LOG_LEVEL: "error",
};
