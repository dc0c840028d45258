import { CERTIFICATE_STATES, type CertificateStatus } from './certificates.js';
import {
  complaint,
  ControlInputError,
  readInteger,
  readObject,
  readOneOf,
  readString,
  refuseUnknownMembers,
  type JsonObject,
} from './control-input.js';
import { issueFor, type Spoiling } from './issuance.js';
import { type Purchase } from './ledger.js';
import { type Simulation } from './simulation.js';

const MEMBERS = ['orderNumber', 'state', 'reason', 'notBefore', 'notAfter', 'organization', 'key', 'chain'];
const OF_ISSUED = ['notBefore', 'notAfter', 'organization', 'key', 'chain'];

const readState = readOneOf(...CERTIFICATE_STATES);
const readOther = readOneOf('other');

/** An order's certificate as the control API shows it. */
export interface CertificateView extends CertificateStatus {
  readonly orderNumber: number;
  readonly certificateId: string;
}

export function certificateViews({ ledger, certificates }: Simulation): readonly CertificateView[] {
  return ledger.purchases.map((purchase) => viewOf(purchase, certificates.stateOf(purchase.orderNumber)));
}

/** `POST /control/certificates`: what becomes of one; `issued` makes it, a new one each time. */
export async function changeCertificate(simulation: Simulation, value: unknown): Promise<CertificateView> {
  const input = readObject(value, 'certificate');
  refuseUnknownMembers(input, MEMBERS);
  const purchase = purchaseOf(simulation, input.orderNumber);
  const state = readState(input.state, 'state');
  const reason = input.reason === undefined ? '' : readString(input.reason, 'reason');
  const misplaced = OF_ISSUED.find((name) => name in input && state !== 'issued');
  if (misplaced !== undefined) throw new ControlInputError(`'${misplaced}' is for the state issued`);
  const { account, ca, certificates } = simulation;
  const issued =
    state === 'issued'
      ? { certificate: await issueFor(purchase, account.settings.parameterNames, ca, readSpoiling(input)) }
      : {};
  const status = await certificates.change(purchase.orderNumber, { state, reason, ...issued });
  return viewOf(purchase, status);
}

function purchaseOf({ ledger }: Simulation, value: unknown): Purchase {
  const orderNumber = readInteger(1, Number.MAX_SAFE_INTEGER)(value, 'orderNumber');
  const purchase = ledger.purchases.find((sold) => sold.orderNumber === orderNumber);
  if (purchase === undefined) throw new ControlInputError(`there is no order ${orderNumber}`);
  return purchase;
}

function readSpoiling(input: JsonObject): Spoiling {
  const spoiling = {
    ...(input.organization === undefined
      ? {}
      : { organization: readString(input.organization, 'organization') }),
    ...(input.key === undefined ? {} : { key: readOther(input.key, 'key') }),
    ...(input.chain === undefined ? {} : { chain: readOther(input.chain, 'chain') }),
    ...(input.notBefore === undefined ? {} : { notBefore: readTime(input.notBefore, 'notBefore') }),
    ...(input.notAfter === undefined ? {} : { notAfter: readTime(input.notAfter, 'notAfter') }),
  };
  if (spoiling.notBefore !== undefined && spoiling.notAfter !== undefined) {
    if (spoiling.notBefore >= spoiling.notAfter) throw complaint('notAfter', 'after notBefore');
  }
  return spoiling;
}

/** Certificates count whole seconds, up to the year 9999. */
function readTime(value: unknown, name: string): Date {
  const text = readString(value, name);
  if (!/^[1-9]\d{3}-\d{2}-\d{2}T[\d:.]+Z$/.test(text) || Number.isNaN(Date.parse(text))) {
    throw complaint(name, 'a time such as 2026-01-31T00:00:00Z');
  }
  return new Date(Math.floor(Date.parse(text) / 1000) * 1000);
}

function viewOf({ orderNumber, certificateId }: Purchase, status: CertificateStatus): CertificateView {
  return { orderNumber, certificateId, ...status };
}
