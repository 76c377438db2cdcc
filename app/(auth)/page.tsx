import { staffSession } from "@/lib/platform/auth/gates";
import { goTo } from "@/lib/platform/go-to";

/** The front door leads staff to their work and everybody else to the sign-in. */
export default async function FrontDoor() {
  goTo((await staffSession()) ? "/sign-in/choose" : "/sign-in");
}
