import { EXAMPLE_ID, EXAMPLE_SHA256 } from '../../http/openapi/example-values.js';
import { ListOf, SomeOf, Text, Time } from '../../http/openapi/property.js';
import { CERTIFICATE_MISMATCHES } from '../../orders/domain/certificate-status.js';

const PEM = '-----BEGIN CERTIFICATE-----\nMIIB…\n-----END CERTIFICATE-----\n';

/** The certificate that Sectigo delivered for an order. */
export class DeliveredCertificateResponse {
  @Text('The id of the order.', EXAMPLE_ID.ord) orderId!: string;
  @Text('The subject of the certificate.', 'CN=Company ABC 123, O=Company ABC 123, C=US') subject!: string;
  @Text('The issuer of the certificate.', 'CN=Sectigo Document Signing CA, C=GB') issuer!: string;
  @Text('The serial number, hexadecimal.', '4f1c0a9be2d17753') serialNumber!: string;
  @Text({ pattern: '^[0-9a-f]{64}$', example: EXAMPLE_SHA256, description: 'SHA-256 of its DER.' })
  sha256!: string;
  @Time('Valid from.') notBefore!: string;
  @Time('Valid until.') notAfter!: string;
  @Text('The certificate alone, as PEM.', PEM) certificate!: string;
  @ListOf(String, 'Its issuers as PEM, nearest first.', [PEM]) chain!: string[];
  @SomeOf(CERTIFICATE_MISMATCHES, 'How it differs from what was ordered.', []) mismatches!: string[];
}
