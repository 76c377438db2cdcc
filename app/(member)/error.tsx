"use client";

/**
 * Shown only where our script runs; member pages carry no words to the browser, so it says the same in both
 * languages. Without script the server's own 500 page stands.
 */
export default function MemberError({ reset }: { error: Error; reset: () => void }) {
  return (
    <main className="mx-auto grid min-h-dvh max-w-[480px] content-center justify-items-center gap-3 px-4 text-center">
      <h1 className="text-xl font-[650]">Something went wrong · 出了点问题</h1>
      <p className="text-sm text-ink-2">
        Nothing was taken from you. Please try again.
        <br />
        <span lang="zh-CN">没有扣除任何东西，请再试一次。</span>
      </p>
      <button type="button" className="p-button mt-2" onClick={reset}>
        Try again · 重试
      </button>
    </main>
  );
}
