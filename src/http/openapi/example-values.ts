/** One id of each kind, for the examples of the document. */
export const EXAMPLE_ID = {
  ord: 'ord_01JDB2Y0Q7ZK5T3E8W9R6M4NXA',
  cli: 'cli_01JDB2XZ0V1N7P8Q2R3S4T5V6W',
  key: 'key_01JDB2XZ0V1N7P8Q2R3S4T5V6W',
  whk: 'whk_01JDB2XZ0V1N7P8Q2R3S4T5V6W',
  evt: 'evt_0000000000000000042',
  dlv: 'dlv_0000000000000000007',
  aud: 'aud_0000000000000000042',
  ntf: 'ntf_0000000000000000042',
  txt: 'txt_0000000000000000042',
  req: 'req_01JDB2Y0Q7ZK5T3E8W9R6M4NXA',
} as const;
export const EXAMPLE_SHA256 = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';
