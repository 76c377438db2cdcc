import type { VideoType } from "@/lib/kernel/video";
import type { ReadBytes, VideoFacts, VideoFault } from "@/lib/platform/videos/bytes";
import { examineMp4, isMp4 } from "@/lib/platform/videos/mp4";
import { examineWebm, isWebm } from "@/lib/platform/videos/webm";

export type ExaminedVideo = (VideoFacts & { readonly type: VideoType }) | { readonly fault: VideoFault };

/**
 * What a file of `bytes` is, from what is in it and nothing that anybody says of it: an MP4 or a WebM that browsers play
 * and that is whole to its last byte, or why it is none. Nothing of it is decoded or run.
 */
export async function examineVideo(read: ReadBytes, bytes: number): Promise<ExaminedVideo> {
  const head = await read(0, 4096);
  if (isMp4(head)) return withType("mp4", await examineMp4(read, bytes));
  if (isWebm(head)) return withType("webm", await examineWebm(read, bytes));
  return { fault: "video_type" };
}

const withType = (type: VideoType, found: VideoFacts | { fault: VideoFault }): ExaminedVideo =>
  "fault" in found ? found : { ...found, type };
