/** Pushes to a gateway as Sectigo would. */
export class SectigoPushes {
  constructor(
    private readonly url: string,
    private readonly credentials: { readonly user: string; readonly password: string } | null,
  ) {}

  /** As Sectigo sends what is a status alone. */
  get(fields: Record<string, string>): Promise<Response> {
    return fetch(`${this.url}/sectigo/notifications?${new URLSearchParams(fields).toString()}`, {
      headers: this.headers(),
    });
  }

  /** As Sectigo sends what comes with a certificate. */
  post(fields: Record<string, string>): Promise<Response> {
    return this.postBody(new URLSearchParams(fields).toString(), 'application/x-www-form-urlencoded');
  }

  postBody(body: string, type: string): Promise<Response> {
    const headers = { ...this.headers(), 'content-type': type };
    return fetch(`${this.url}/sectigo/notifications`, { method: 'POST', headers, body });
  }

  private headers(): Record<string, string> {
    if (this.credentials === null) return {};
    const { user, password } = this.credentials;
    return { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` };
  }
}
