import { Injectable } from '@nestjs/common';
import { invalid, pointerTo } from '../http/validation/validation-faults.js';
import { validateDto } from '../http/validation/validate-dto.js';
import { type ParameterName, SectigoClient } from '../sectigo/index.js';
import { type ErrorCode } from '../shared/error-code.js';
import { type FieldFault } from '../shared/gateway-error.js';
import { attestsToOtherKey } from './domain/attestation.js';
import { provisioningFaults } from './domain/cross-field-rules.js';
import { examineCsr } from './domain/csr.js';
import { type CsrSummary, type OrderDetails, PROVISIONING_METHODS } from './domain/order-details.js';
import { readMetadata } from './dto/metadata.js';
import { PlaceOrderDto } from './dto/place-order.dto.js';
import { toOrderDetails } from './dto/to-order-details.js';
import { wireLimit } from './dto/wire-limit.js';

/** An order that may be stored: checked, with its defaults. */
export interface ReadableOrder {
  readonly details: OrderDetails;
  readonly csrSummary: CsrSummary | null;
  readonly allowDuplicate: boolean;
}

/** Fields whose wire names Sectigo has not confirmed: an unknown name would be refused with -2. */
const UNCONFIRMED: readonly { name: ParameterName; path: readonly [keyof PlaceOrderDto, string] }[] = [
  { name: 'validationEmailAddress', path: ['validation', 'customerEmail'] },
  { name: 'callbackTemplateID', path: ['notifications', 'callbackTemplateId'] },
  { name: 'subscriberAgreementTemplateID', path: ['notifications', 'subscriberAgreementTemplateId'] },
];

const OTHER_KEY: FieldFault = {
  pointer: '/provisioning/keyAttestation',
  code: 'key-attestation-invalid' satisfies ErrorCode,
  detail: 'is for another key than that of the CSR',
};

/** Reads the body of an order: every fault at once, before anything is stored or sent. */
@Injectable()
export class ReadOrder {
  constructor(private readonly sectigo: SectigoClient) {}

  async read(body: unknown): Promise<ReadableOrder> {
    const { dto, faults } = await validateDto(PlaceOrderDto, body, ['metadata']);
    const notes = readMetadata(membersOf(body)['metadata']);
    const csr = await examineCsrOf(dto);
    const found = firstOfEach([
      ...faults,
      ...crossFieldFaults(dto),
      ...notes.faults,
      ...this.parameterFaults(dto),
      ...csr.faults,
    ]);
    if (found.length > 0) throw invalid(found);
    const details = toOrderDetails(dto, notes.metadata);
    return { details, csrSummary: csr.summary, allowDuplicate: dto.allowDuplicate === true };
  }

  private parameterFaults(dto: PlaceOrderDto): FieldFault[] {
    return UNCONFIRMED.filter(({ name, path: [group, member] }) => {
      const value = membersOf(dto[group])[member];
      return value !== undefined && value !== null && !this.sectigo.isEnabled(name);
    }).map(({ path }) => ({
      pointer: pointerTo(...path),
      code: 'parameter-not-enabled',
      detail: 'is not enabled: an operator must give its wire name in SECTIGO_PARAMETER_NAMES',
    }));
  }
}

/** What is wrong with a member by itself comes before what it is not in the company of others. */
function firstOfEach(faults: readonly FieldFault[]): FieldFault[] {
  const first = new Map<string, FieldFault>();
  for (const fault of faults) if (!first.has(fault.pointer)) first.set(fault.pointer, fault);
  return [...first.values()];
}

function crossFieldFaults({ provisioning }: PlaceOrderDto): FieldFault[] {
  return PROVISIONING_METHODS.includes(membersOf(provisioning)['method'] as never)
    ? provisioningFaults(provisioning)
    : [];
}

async function examineCsrOf({
  provisioning,
}: PlaceOrderDto): Promise<{ summary: CsrSummary | null; faults: FieldFault[] }> {
  const { method, csr, hsmType, keyAttestation } = membersOf(provisioning);
  if (method !== 'remote' || !isWithin(csr, 'csr')) return { summary: null, faults: [] };
  const verdict = await examineCsr(csr);
  if (!verdict.ok) {
    const { code, detail } = verdict;
    return { summary: null, faults: [{ pointer: '/provisioning/csr', code, detail }] };
  }
  const isOtherKey =
    isWithin(hsmType, 'hsmType') &&
    isWithin(keyAttestation, 'keyAttestation') &&
    attestsToOtherKey(hsmType, keyAttestation, verdict.publicKey);
  return { summary: verdict.summary, faults: isOtherKey ? [OTHER_KEY] : [] };
}

/** What is longer than Sectigo takes is refused for that, and not worth the time to look into. */
function isWithin(value: unknown, name: ParameterName): value is string {
  return typeof value === 'string' && value.trim() !== '' && [...value].length <= wireLimit(name);
}

function membersOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
