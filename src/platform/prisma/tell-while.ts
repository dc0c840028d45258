const TELL_EVERY_MS = 5_000;

/** Logs every few seconds what a wait is for, so that no start is silent. */
export async function tellWhile<T>(
  log: (message: string) => void,
  sentence: () => string,
  work: Promise<T>,
): Promise<T> {
  const since = Date.now();
  const timer = setInterval(
    () => log(`${sentence()}, for ${Math.round((Date.now() - since) / 1_000)} s`),
    TELL_EVERY_MS,
  );
  return work.finally(() => clearInterval(timer));
}
