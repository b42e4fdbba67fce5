import Sequencer from "@jest/test-sequencer";

/**
 * Runs slow suites first, so that no worker is left alone with one at the end. The order follows the durations that Jest remembers. On a
 * fresh checkout, suites that start processes come before the others.
 */
// eslint-disable-next-line no-restricted-syntax -- jest takes the default export of a sequencer
export default class SlowFirst extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    if (sorted.some(({ duration }) => duration !== undefined)) return sorted;
    const startsProcesses = ({ path }) => /registry-e2e|[.](?:system|slow)[.]test[.]ts$/.test(path);
    return [...sorted.filter(startsProcesses), ...sorted.filter((test) => !startsProcesses(test))];
  }
}
