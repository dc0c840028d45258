/** In which a certificate may be had; the first is given to who does not say. */
const FORMATS = ['application/pem-certificate-chain', 'application/pkix-cert', 'application/json'] as const;

export type CertificateFormat = (typeof FORMATS)[number];

/** What an Accept header likes best of what there is (RFC 9110); PEM when it likes nothing of it. */
export function preferredFormat(accept: string | undefined): CertificateFormat {
  let best: { format: CertificateFormat; quality: number } = { format: FORMATS[0], quality: 0 };
  for (const range of (accept ?? '').split(',')) {
    const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    const quality = Number(parameters.find((part) => part.startsWith('q='))?.slice(2) ?? 1);
    const format = FORMATS.find((known) => covers(type, known));
    if (format !== undefined && quality > best.quality) best = { format, quality };
  }
  return best.format;
}

function covers(range: string, type: string): boolean {
  return range === type || range === '*/*' || (range.endsWith('/*') && type.startsWith(range.slice(0, -1)));
}
