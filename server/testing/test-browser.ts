import { CSRF_HEADER, PORTAL_API } from '#shared/contract/portal-api.ts';

/** Calls the portal's API and keeps its cookies, as one browser does. */
export class TestBrowser {
  readonly cookies = new Map<string, string>();
  readonly #url: string;
  readonly #userAgent: string;

  constructor(url: string, userAgent = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0') {
    this.#url = url;
    this.#userAgent = userAgent;
  }

  async call(method: string, path: string, body?: unknown): Promise<Response> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(`${this.#url}${PORTAL_API}${path}`, {
      method,
      headers: { 'content-type': 'application/json', [CSRF_HEADER]: '1', 'user-agent': this.#userAgent, cookie },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    for (const line of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=');
      if (value === '') this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return response;
  }

  /** @returns status and, of a problem, its code. */
  async try(method: string, path: string, body?: unknown): Promise<[status: number, code: string | undefined]> {
    const response = await this.call(method, path, body);
    const text = await response.text();
    const { code } = (text === '' ? {} : JSON.parse(text)) as { code?: string };
    return [response.status, code];
  }

  async read<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await this.call(method, path, body);
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }
}
