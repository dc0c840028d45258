const LOOK_EVERY_MS = 20;

/** Repeats the assertions until they hold; after the deadline the last failure is the test's. */
export async function eventually<T>(
  look: () => Promise<T> | T,
  withinMs = 60_000,
  everyMs = LOOK_EVERY_MS,
): Promise<T> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    try {
      return await look();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, everyMs));
    }
  }
}
