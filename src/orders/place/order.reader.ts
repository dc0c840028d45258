import { Injectable } from '@nestjs/common';
import { text } from '../../http/validation/field-rules.js';
import { invalid, pointerTo } from '../../http/validation/validation-faults.js';
import { validateDto } from '../../http/validation/validate-dto.js';
import { type ParameterName, SectigoClient } from '../../sectigo/index.js';
import { type ErrorCode } from '../../shared/error-code.js';
import { type FieldFault } from '../../shared/gateway-error.js';
import { isLongerThan } from '../../shared/unicode-text.js';
import { type AttestationFinding } from '../domain/attestation.js';
import { provisioningFaults } from '../domain/cross-field-rules.js';
import { type CsrSummary, type OrderDetails, PROVISIONING_METHODS } from '../domain/order-details.js';
import { PlaceOrderDto } from './place-order.dto.js';
import { toOrderDetails } from './to-order-details.js';
import { wireLimit } from './wire-limit.dto.js';
import { KeyMaterialReader } from './key-material-reader.js';

/** An order that may be stored: checked, with its defaults. */
export interface ReadableOrder {
  readonly details: OrderDetails;
  readonly csrSummary: CsrSummary | null;
  /** Whose key is attested to; null where nothing is. */
  readonly attestation: AttestationFinding | null;
  readonly allowDuplicate: boolean;
}

/** Fields whose wire names Sectigo has not confirmed: an unknown name would be refused with -2. */
const UNCONFIRMED: readonly { name: ParameterName; path: readonly [keyof PlaceOrderDto, string] }[] = [
  { name: 'validationEmailAddress', path: ['validation', 'customerEmail'] },
  { name: 'callbackTemplateID', path: ['notifications', 'callbackTemplateId'] },
  { name: 'subscriberAgreementTemplateID', path: ['notifications', 'subscriberAgreementTemplateId'] },
];

const ATTESTATION_FAULTS: Readonly<Partial<Record<AttestationFinding, string>>> = {
  'other-key': 'is for another key than that of the CSR',
  'intermediate-first':
    'has the intermediate first: the attestation of the key of the CSR must come before it',
};

const ATTESTATION_FAULT = {
  pointer: '/provisioning/keyAttestation',
  code: 'key-attestation-invalid' satisfies ErrorCode,
};

interface ReadKey {
  readonly summary: CsrSummary | null;
  readonly attestation: AttestationFinding | null;
  readonly faults: readonly FieldFault[];
}

/** Reads the body of an order: every fault at once, before anything is stored or sent. */
@Injectable()
export class OrderReader {
  constructor(
    private readonly sectigo: SectigoClient,
    private readonly keyMaterial: KeyMaterialReader,
  ) {}

  async read(body: unknown): Promise<ReadableOrder> {
    const { dto, faults } = validateDto(PlaceOrderDto, body, ['metadata']);
    const notes = readMetadata(membersOf(body)['metadata']);
    const key = await this.readKey(dto);
    const found = firstOfEach([
      ...faults,
      ...crossFieldFaults(dto),
      ...notes.faults,
      ...this.parameterFaults(dto),
      ...key.faults,
    ]);
    if (found.length > 0) throw invalid(found);
    const details = toOrderDetails(dto, notes.metadata);
    const { summary: csrSummary, attestation } = key;
    return { details, csrSummary, attestation, allowDuplicate: dto.allowDuplicate === true };
  }

  private async readKey({ provisioning }: PlaceOrderDto): Promise<ReadKey> {
    const { method, csr, hsmType, keyAttestation } = membersOf(provisioning);
    if (method !== 'remote' || !isWithin(csr, 'csr')) return { summary: null, attestation: null, faults: [] };
    const isAttested = isWithin(hsmType, 'hsmType') && isWithin(keyAttestation, 'keyAttestation');
    const verdict = await this.keyMaterial.read({
      csr,
      attestation: isAttested ? { hsmType, keyAttestation } : undefined,
    });
    const { attestation } = verdict;
    if (!verdict.csr.ok) {
      const { code, detail } = verdict.csr;
      return { summary: null, attestation, faults: [{ pointer: '/provisioning/csr', code, detail }] };
    }
    const detail = attestation === null ? undefined : ATTESTATION_FAULTS[attestation];
    return {
      summary: verdict.csr.summary,
      attestation,
      faults: detail === undefined ? [] : [{ ...ATTESTATION_FAULT, detail }],
    };
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

/** Faults of single members come before faults of combinations. */
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

/** A value longer than Sectigo accepts is refused without parsing it. */
function isWithin(value: unknown, name: ParameterName): value is string {
  return typeof value === 'string' && value.trim() !== '' && !isLongerThan(value, wireLimit(name));
}

function membersOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

const MOST_METADATA = 20;
const metadataName = text({ max: 40 });
const metadataValue = text({ min: 0, max: 500 });

interface ReadMetadata {
  readonly metadata: Readonly<Record<string, string>>;
  readonly faults: readonly FieldFault[];
}

/**
 * The caller's own notes: a flat object of strings. Read apart from the other fields, as class-transformer stumbles
 * over members with names such as `constructor`.
 */
function readMetadata(given: unknown): ReadMetadata {
  if (given === undefined || given === null) return { metadata: {}, faults: [] };
  if (typeof given !== 'object' || Array.isArray(given)) {
    return refused({ pointer: '/metadata', code: 'invalid-type', detail: 'must be an object of strings' });
  }
  if (Object.keys(given).length > MOST_METADATA) {
    return refused({
      pointer: '/metadata',
      code: 'too-many',
      detail: `must have at most ${MOST_METADATA} keys`,
    });
  }
  const faults = Object.entries(given).flatMap(memberFaults);
  return faults.length > 0 ? refused(...faults) : { metadata: given as Record<string, string>, faults };
}

const refused = (...faults: FieldFault[]): ReadMetadata => ({ metadata: {}, faults });

function memberFaults([key, member]: [string, unknown]): FieldFault[] {
  const wrongName = metadataName(key);
  if (wrongName)
    return [{ pointer: '/metadata', code: wrongName.code, detail: `each name ${wrongName.detail}` }];
  const wrongValue = metadataValue(member);
  return wrongValue ? [{ pointer: pointerTo('metadata', key), ...wrongValue }] : [];
}
