/** A video that somebody sent in, where it is shown: what it is was read from the file itself when it was taken. */
export type VideoRef = {
  readonly id: string;
  readonly type: VideoType;
  /** As it is seen, in pixels. */
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
};

export const videoTypes = ["mp4", "webm"] as const;
export type VideoType = (typeof videoTypes)[number];

/** Most bytes a video may have. */
export const MAX_VIDEO_BYTES = 50 * 1024 * 1024;

/** It is sent in and kept in parts of so many bytes; the last one may have fewer. */
export const VIDEO_PART_BYTES = 512 * 1024;

/** Most bytes a file of captions may have. */
export const MAX_CAPTIONS_BYTES = 256 * 1024;

/** What the ids look like: each is made of what is in the file (`contentId`), so what it names never changes. */
export const videoIdPattern = /^vid_[0-9a-hjkmnp-tv-z]{26}$/;
export const captionsIdPattern = /^vtt_[0-9a-hjkmnp-tv-z]{26}$/;

/** The languages captions may be in; more than the product itself speaks. */
export const captionLanguages = ["en", "zh-CN", "zh-HK", "ja", "ko", "fr", "de", "es"] as const;
export type CaptionLanguage = (typeof captionLanguages)[number];

/** How many parts a video of `bytes` has. */
export const videoParts = (bytes: number) => Math.ceil(bytes / VIDEO_PART_BYTES);

/** Where a video is served. */
export const videoPath = ({ id, type }: Pick<VideoRef, "id" | "type">) => `/media/${id}.${type}`;

/** Where captions are served. */
export const captionsPath = (id: string) => `/media/${id}.vtt`;
