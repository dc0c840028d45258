import { TestEnvironment } from 'jest-environment-node';

/**
 * Lets tests import what is built, loaded by Node once per jest worker. Jest itself would load a gateway's 2,000 modules
 * for each test file again, and run them cold.
 */
export default class BuiltProgramEnvironment extends TestEnvironment {
  constructor(...args) {
    super(...args);
    this.global.importBuilt = (path) => import(new URL(`../../${path}`, import.meta.url));
  }
}
