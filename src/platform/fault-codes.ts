/** Node's words for sockets, names and routes; a file is where a socket of the local machine should be. */
const SOCKET_FAULT = /^(?:ECONN|EHOST|ENET|ENOTFOUND|EAI_|ETIMEDOUT|EPIPE|ENOENT|EADDR)/;
/** OpenSSL's words for certificates, and Node's own. */
const TLS_FAULT = /CERT|SELF_SIGNED|UNABLE_TO_(?:GET|VERIFY|DECRYPT|DECODE)|^ERR_TLS|^ERR_SSL|^EPROTO/;

export const isSocketFault = (code: unknown): boolean => typeof code === 'string' && SOCKET_FAULT.test(code);

export const isTlsFault = (code: unknown): boolean => typeof code === 'string' && TLS_FAULT.test(code);
