import { expect, it, vi } from "vitest";
import { sendImage } from "@/components/images/send-image";

it("an image that was cancelled while it was made ready is not sent", async () => {
  const sent = vi.fn();
  vi.stubGlobal("XMLHttpRequest", sent);
  const place = { merchant: "harbour", store: null };
  const signal = AbortSignal.abort();
  const file = new Blob(["png"]);
  expect(await sendImage({ place, file, name: "a.png", crop: null, onProgress() {}, signal })).toEqual({
    cancelled: true,
  });
  expect(sent).not.toHaveBeenCalled();
  vi.unstubAllGlobals();
});
