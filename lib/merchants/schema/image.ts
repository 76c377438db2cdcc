import { z } from "zod";
import { imageIdPattern } from "@/lib/kernel/image";

/** An image where it is shown; who cannot see it is told its words. */
export const imageSchema = z.strictObject({
  id: z.string().regex(imageIdPattern),
  alt: z.string().trim().min(1, { message: "image_alt_missing" }).max(200),
});
