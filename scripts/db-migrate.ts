import { migrate } from "@/db/migrate";
import { progress, refuse, runMain } from "@/scripts/progress";

// Brings the database of DATABASE_URL to the newest schema.
runMain(async () => {
  // Past a pooler: what keeps two migrations apart belongs to a session.
  const url = process.env.DATABASE_DIRECT_URL || process.env.DATABASE_URL;
  if (!url) return refuse("Set DATABASE_URL to the database to migrate.");
  await migrate(url);
  progress("Database is at the newest schema");
  return 0;
});
