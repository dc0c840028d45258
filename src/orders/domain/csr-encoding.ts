const PEM = /^-----BEGIN ((?:NEW )?CERTIFICATE REQUEST)-----([\s\S]*)-----END \1-----$/;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const PRINTABLE_LINES = /^[\t\r\n -~]*$/;

/** The bytes of a CSR, in PEM or bare base64; undefined when it is neither. */
export function derOfCsr(csr: string): Buffer | undefined {
  const base64 = base64Of(csr);
  return base64 !== '' && BASE64.test(base64) ? Buffer.from(base64, 'base64') : undefined;
}

/** Blanks at the ends of lines do no harm; within a line, a blank is what a `+` looks like that was lost on the way. */
function base64Of(csr: string): string {
  if (!PRINTABLE_LINES.test(csr)) return '';
  const text = csr.trim();
  const lines = (PEM.exec(text)?.[2] ?? text).split(/[\r\n]/);
  return lines.map((line) => line.trim()).join('');
}
