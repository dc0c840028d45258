/** A browser without a screen: keeps cookies by host, follows redirects, and fills in the forms of the provider. */
export class Browsing {
  private readonly jar = new Map<string, Map<string, string>>();

  /** What a page of this address would send along. */
  cookiesFor(url: string): string {
    return [...(this.jar.get(new URL(url).host) ?? [])].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  setCookie(url: string, name: string, value: string): void {
    const { host } = new URL(url);
    this.jar.set(host, (this.jar.get(host) ?? new Map<string, string>()).set(name, value));
  }

  /** Goes there, and wherever it is sent; stops before an address that `until` names. Gives the last address. */
  async visit(start: string, login: string, until: (url: string) => boolean): Promise<string> {
    let url = start;
    let form: URLSearchParams | undefined;
    for (let steps = 0; steps < 20; steps += 1) {
      if (until(url)) return url;
      const answer = await this.send(url, form);
      form = undefined;
      const location = answer.headers.get('location');
      const html = await answer.text();
      const action = /action="([^"]+)"/.exec(html)?.[1];
      const prompt = /name="prompt" value="(\w+)"/.exec(html)?.[1];
      if (location !== null) url = new URL(location, url).href;
      else if (action !== undefined && prompt !== undefined) {
        url = new URL(action, url).href;
        form = new URLSearchParams({ prompt, login, password: 'any' });
      } else throw new Error(`nowhere to go from ${url}: ${answer.status}`);
    }
    throw new Error(`sent round and round: ${url}`);
  }

  async send(url: string, form?: URLSearchParams): Promise<Response> {
    const answer = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: this.cookiesFor(url) },
      ...(form && { method: 'POST', body: form }),
    });
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      this.setCookie(url, name, value);
    }
    return answer;
  }
}
