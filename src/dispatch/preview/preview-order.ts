import { Injectable } from '@nestjs/common';
import { type OrderDetails } from '../../orders/domain/order-details.js';
import { type Warning, warningsOf } from '../../orders/domain/warnings.js';
import { OrderReader } from '../../orders/place/order.reader.js';
import { SectigoClient } from '../../sectigo/index.js';
import { GatewayError } from '../../shared/gateway-error.js';
import { toSectigoValues } from '../send/to-sectigo-values.js';

export interface OrderPreview {
  readonly valid: true;
  /** The form as it would be sent, wire name → value, the password masked. */
  readonly sectigoForm: Readonly<Record<string, string>>;
  readonly warnings: readonly Warning[];
}

/** Shows what an order would become, by the very code that sends it; stores and sends nothing. */
@Injectable()
export class PreviewOrder {
  constructor(
    private readonly reader: OrderReader,
    private readonly sectigo: SectigoClient,
  ) {}

  /** Throws `validation-failed` with every fault, like placing the order would. */
  async execute(body: unknown): Promise<OrderPreview> {
    const { details, attestation } = await this.reader.read(body);
    const sectigoForm = await this.formOf(details);
    return { valid: true, sectigoForm, warnings: warningsOf(details, attestation) };
  }

  /** Of an order that was accepted: wire name → value, the password masked. */
  async formOf(details: OrderDetails): Promise<Readonly<Record<string, string>>> {
    const form = await this.sectigo.previewForm(toSectigoValues(details));
    if (form.kind === 'faults') throw new GatewayError('gateway-defect');
    return Object.fromEntries(form.entries);
  }
}
