import { pathToFileURL } from 'node:url';
import { TestEnvironment } from 'jest-environment-node';

const HERE = new URL('../../', import.meta.url);
/** With GATEWAY_TREE the gateway of another folder is tested: what an image holds, without development modules. */
const { GATEWAY_TREE } = process.env;
const GATEWAY = GATEWAY_TREE ? pathToFileURL(`${GATEWAY_TREE}/`) : HERE;

/**
 * Lets tests import what is built, loaded by Node once per jest worker. Jest itself would load a gateway's 2,000 modules
 * for each test file again, and run them cold.
 */
export default class BuiltProgramEnvironment extends TestEnvironment {
  constructor(...args) {
    super(...args);
    this.global.importBuilt = (path) => import(new URL(path, path.startsWith('dist/') ? GATEWAY : HERE));
  }
}
