interface Answer {
  readonly status: number;
}

/** Calls without a pause while `task` goes on, each of the calls in a lane of its own; gives every status that came. */
export async function flooded(
  calls: readonly (() => Promise<Answer>)[],
  task: () => Promise<void>,
): Promise<Set<number>> {
  const statuses = new Set<number>();
  let goesOn = true;
  const lanes = calls.map(async (call) => {
    while (goesOn) statuses.add((await call()).status);
  });
  try {
    await task();
  } finally {
    goesOn = false;
    await Promise.all(lanes);
  }
  return statuses;
}
