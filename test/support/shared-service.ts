import { afterAll, beforeAll } from '@jest/globals';
import { NOW } from './given.js';
import { startService, type Service } from './service.js';

type Env = Record<string, string>;

/**
 * The service that all tests of a file share: started at `NOW` before the first of them, and stopped after the last.
 * It is empty until then, so a file reads from it within its tests and hooks only.
 *
 * @param env as a function where it is known only when what stands beside the service has started.
 */
export function sharedService(env: Env | (() => Env) = {}): Service {
  const service = {} as Service;
  beforeAll(async () => {
    Object.assign(service, await startService(typeof env === 'function' ? env() : env));
    service.setNow(NOW);
  });
  afterAll(() => service.stop());
  return service;
}
