"use client";

import dynamic from "next/dynamic";

// What of the editor is brought when it is first opened (UX-15).

export const TemplatesDialog = dynamic(
  () => import("./templates-dialog").then((file) => file.TemplatesDialog),
  { ssr: false },
);
export const VersionsDialog = dynamic(() => import("./versions-dialog").then((file) => file.VersionsDialog), {
  ssr: false,
});
export const PreviewDialog = dynamic(() => import("./preview-dialog").then((file) => file.PreviewDialog), {
  ssr: false,
});
export const PublishDialog = dynamic(() => import("./publish-dialog").then((file) => file.PublishDialog), {
  ssr: false,
});
export const LiveBanner = dynamic(() => import("./live-banner").then((file) => file.LiveBanner), {
  ssr: false,
});
export const KeySheet = dynamic(() => import("./key-sheet").then((file) => file.KeySheet), { ssr: false });
export const ConflictDialog = dynamic(() => import("./conflict-dialog").then((file) => file.ConflictDialog), {
  ssr: false,
});
