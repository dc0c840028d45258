/** Its replies are kept with their attempts. */
export const ORDER_COMMAND = '!AutoApplyOrder';

export const TEXT_COMMANDS = [
  '!WebHostReport',
  '!GetDetailedOrderStatus',
  '!autoRevokeCertificate',
  '!getAccountBalance',
] as const;

/** Why a reply was not read whole. */
export const TEXT_REASONS = ['unreadable', 'partly', 'error-code', 'http-status'] as const;
