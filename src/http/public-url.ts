/** The address that callers reach us at, without a trailing slash; known once the port is. */
export class PublicUrl {
  constructor(public value: string) {}
}
