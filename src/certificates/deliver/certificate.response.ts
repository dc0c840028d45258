import { EXAMPLE_ID, EXAMPLE_SHA256 } from '../../http/openapi/example-values.js';
import { ListOf, SomeOf, Text, Time } from '../../http/openapi/property.js';
import { CERTIFICATE_MISMATCHES } from '../../orders/domain/certificate-status.js';

const PEM = '-----BEGIN CERTIFICATE-----\nMIIB…\n-----END CERTIFICATE-----\n';

/** The certificate that Sectigo delivered for an order. */
export class DeliveredCertificateResponse {
  @Text('The id of the order.', EXAMPLE_ID.ord) orderId!: string;
  @Text('Whose it is.', 'CN=Company ABC 123, O=Company ABC 123, C=US') subject!: string;
  @Text('Who issued it.', 'CN=Sectigo Document Signing CA, C=GB') issuer!: string;
  @Text('Hexadecimal.', '4f1c0a9be2d17753') serialNumber!: string;
  @Text({ pattern: '^[0-9a-f]{64}$', example: EXAMPLE_SHA256, description: 'Of the DER.' })
  sha256!: string;
  @Time('From when on it is valid.') notBefore!: string;
  @Time('Until when it is valid.') notAfter!: string;
  @Text('The certificate alone, as PEM.', PEM) certificate!: string;
  @ListOf(String, 'Its issuers as PEM, nearest first.', [PEM]) chain!: string[];
  @SomeOf(CERTIFICATE_MISMATCHES, 'In what it is not what was ordered.', []) mismatches!: string[];
}
