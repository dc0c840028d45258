/**
 * Ends the run's output with `N passed, N failed`; a file that failed before any of its tests ran counts as one failure.
 * Jest puts its own summary after every other reporter, hence the wait for the exit.
 */
export default class CountReporter {
  onRunComplete(_contexts, results) {
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    process.once('exit', () => process.stdout.write(`${results.numPassedTests} passed, ${failed} failed\n`));
  }
}
