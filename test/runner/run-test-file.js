import { register } from 'node:module';
import { pathToFileURL } from 'node:url';
import { jestExpect } from '@jest/expect';
import { createEmptyTestResult } from '@jest/test-result';
import { addEventHandler, getState, resetState, run } from 'jest-circus';
import { formatExecError, formatResultsErrors } from 'jest-message-util';

register('./read-typescript.js', import.meta.url);
addEventHandler(followExpectations);

/**
 * Runs one test file as a plain module of the process, with Jest's own `describe`, `it` and `expect`. Jest itself would
 * import the whole service anew into a sandbox for each file, which takes longer than the file's tests, and never lets go
 * of it. So the files of one worker share their modules: what a module of src/ keeps, it keeps from file to file, as it
 * does between the requests of a running service. The environment is given back as it was.
 *
 * Jest calls this for each file (`testRunner` in `jest.config.js`).
 */
export default async function runTestFile(globalConfig, config, environment, _runtime, testPath) {
  resetState();
  Object.assign(getState(), {
    testTimeout: globalConfig.testTimeout,
    testNamePattern: globalConfig.testNamePattern && new RegExp(globalConfig.testNamePattern, 'i'),
  });
  jestExpect.setState({ expand: globalConfig.expand, testPath });
  const giveBack = borrowProcess(environment.global.console);
  try {
    await import(pathToFileURL(testPath).href);
    return resultOf(await run(), { config, globalConfig, testPath });
  } finally {
    giveBack();
  }
}

/** What `expect` must know of the test that is running, and what it has to say when the test is over. */
function followExpectations({ name, test }) {
  if (name === 'test_start') jestExpect.setState({ currentTestName: fullNameOf(namesOf(test)) });
  if (name !== 'test_done') return;
  test.numPassingAsserts = jestExpect.getState().numPassingAsserts;
  test.errors.push(...jestExpect.getState().suppressedErrors);
  jestExpect.setState({ suppressedErrors: [] });
  const unmet = jestExpect.extractExpectedAssertionsErrors();
  if (test.errors.length === 0) test.errors.push(...unmet.map(({ error }) => error));
}

/** The file's console, environment and failures that nobody handles, until it is over. */
function borrowProcess(console) {
  const before = { console: globalThis.console, env: { ...process.env } };
  const fail = (error) => (getState().currentlyRunningTest?.errors ?? getState().unhandledErrors).push(error);
  globalThis.console = console;
  process.on('uncaughtException', fail).on('unhandledRejection', fail);
  // Jest installs a reader of source maps that knows only what Jest has compiled; Node's own reads ours.
  Error.prepareStackTrace = undefined;
  process.setSourceMapsEnabled(true);
  return () => {
    globalThis.console = before.console;
    process.off('uncaughtException', fail).off('unhandledRejection', fail);
    for (const name of Object.keys(process.env)) if (!(name in before.env)) delete process.env[name];
    Object.assign(process.env, before.env);
  };
}

/** One test, as Jest's reporters read it. */
function asReported({ testPath: [, ...names], duration, errors, failing, invocations, ...test }) {
  return {
    ancestorTitles: names.slice(0, -1),
    title: names.at(-1),
    fullName: fullNameOf(names),
    status: STATUS[test.status] ?? (errors.length > 0 ? 'failed' : 'passed'),
    failureMessages: errors.map(readable),
    failureDetails: [],
    numPassingAsserts: test.numPassingAsserts,
    startAt: test.startedAt,
    duration,
    failing,
    invocations,
    location: null,
    retryReasons: [],
  };
}

const STATUS = { skip: 'pending', todo: 'todo' };

/** The whole file, as Jest's reporters read it. */
function resultOf({ testResults, unhandledErrorsDetailed }, { config, globalConfig, testPath }) {
  const results = testResults.map(asReported);
  const failures = [
    formatResultsErrors(results, config, globalConfig, testPath),
    ...unhandledErrorsDetailed.map((error) => formatExecError(error, config, globalConfig, testPath)),
  ];
  const count = (status) => results.filter((result) => result.status === status).length;
  return {
    ...createEmptyTestResult(),
    failureMessage: failures.filter(Boolean).join('\n\n') || null,
    numFailingTests: count('failed'),
    numPassingTests: count('passed'),
    numPendingTests: count('pending'),
    numTodoTests: count('todo'),
    testExecError: unhandledErrorsDetailed[0] && {
      message: '',
      stack: String(unhandledErrorsDetailed[0].stack),
    },
    testFilePath: testPath,
    testResults: results,
  };
}

/** Where a failure arose, as paths that Jest shows the lines of, and without this runner's own steps. */
function readable(stack) {
  return stack.replaceAll('file://', '').replace(/^ +at .*\/test\/runner\/.*\n?/gm, '');
}

function namesOf(test) {
  return test.parent ? [...namesOf(test.parent), test.name] : [];
}

const fullNameOf = (names) => names.join(' ');
