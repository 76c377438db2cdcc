"use client";

import { type ReactNode, useEffect, useRef, useState } from "react";
import { type FrameName, frames, type Zoom } from "./editor-bar";

type CanvasPanelProps = { frame: FrameName; zoom: Zoom; children: ReactNode };

/** Room for a frame of the chosen width; fitted, a wider one than there is room for is shown smaller. */
export function CanvasPanel({ frame, zoom, children }: CanvasPanelProps) {
  const box = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState(0);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const watch = new ResizeObserver(([entry]) => setRoom(entry?.contentRect.width ?? 0));
    watch.observe(element);
    return () => watch.disconnect();
  }, []);
  const width = frames[frame];
  const fitted = room > 0 ? Math.min(1, room / width) : 1;
  const scale = zoom === "fit" ? fitted : Number(zoom) / 100;
  return (
    <div ref={box} className="min-h-0 flex-1 overflow-x-auto overflow-y-hidden">
      <div
        className="mx-auto h-full overflow-hidden rounded-2xl border border-border-strong bg-bg shadow-e2"
        style={{ width: width * scale, maxWidth: zoom === "fit" ? "100%" : undefined }}
      >
        <div
          style={{ width, height: `${100 / scale}%`, transform: `scale(${scale})`, transformOrigin: "0 0" }}
          className="[&_iframe]:h-full [&_iframe]:w-full [&_iframe]:border-0 [&>div]:h-full"
        >
          {children}
        </div>
      </div>
    </div>
  );
}
