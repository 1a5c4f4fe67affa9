/**
 * @typedef {object} VitestReport the parts of vitest's JSON report that are read here
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {number} numPendingTests
 * @property {number} numTodoTests
 * @property {Array<{ name: string, status: string, message: string, assertionResults: Outcome[] }>} testResults
 */
/** @typedef {{ status: string, fullName: string, failureMessages: string[] | null }} Outcome */
/** @typedef {{ passed: number, failed: number, skipped: number, reasons: string[] }} Count */

/** @typedef {{ report: VitestReport | null, exitCode: number }} TestRun */

/**
 * Counts each check and each test as one. What leaves no failed test behind still counts as a failure: a test file that
 * could not be loaded, a run that executed nothing, a runner that ended badly.
 *
 * @param {Array<{ ok: boolean }>} checks
 * @param {TestRun[] | null} runs null when no tests were asked for
 * @returns {Count}
 */
export function countOutcomes(checks, runs) {
  const passedChecks = checks.filter(({ ok }) => ok).length;
  /** @type {Count} */
  const count = { passed: passedChecks, failed: checks.length - passedChecks, skipped: 0, reasons: [] };
  return (runs ?? []).reduce(addRun, count);
}

/** @param {Count} count @param {TestRun} run @returns {Count} */
function addRun(count, { report, exitCode }) {
  if (report === null) return withFailure(count, `the test runner left no report (code ${exitCode})`);
  const unloaded = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.every((each) => each.status !== 'failed'),
  );
  const failures = report.testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === 'failed')
      .map(({ fullName, failureMessages }) => describe(name, fullName, (failureMessages ?? []).join('\n'))),
  );
  const tested = {
    passed: count.passed + report.numPassedTests,
    failed: count.failed + report.numFailedTests + unloaded.length,
    skipped: count.skipped + report.numPendingTests + report.numTodoTests,
    reasons: [
      ...count.reasons,
      ...failures,
      ...unloaded.map(({ name, message }) => describe(name, 'could not be run', message)),
    ],
  };
  if (report.numPassedTests + report.numFailedTests === 0) return withFailure(tested, 'no test was executed');
  if (exitCode !== 0 && report.numFailedTests + unloaded.length === 0) {
    return withFailure(tested, `the test runner ended with code ${exitCode} though no test failed`);
  }
  return tested;
}

/** Enough to begin with; what a browser had on its screen fills pages. */
const TOLD = 1500;

/** What failed, told once more at the end: the place where a long run is looked at first. @param {string} file @param {string} what @param {string} why */
const describe = (file, what, why) => [`${file}: ${what}`, ...why.slice(0, TOLD).split('\n')].join('\n  ').trimEnd();

/** @param {Count} count @param {string} reason @returns {Count} */
const withFailure = (count, reason) => ({ ...count, failed: count.failed + 1, reasons: [...count.reasons, reason] });

/** The last line of `npm test`. @param {Count} count */
export const summaryLine = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
