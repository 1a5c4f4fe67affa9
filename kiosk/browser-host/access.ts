import { randomBytes, timingSafeEqual } from 'node:crypto';

/** Lets in the one browser that came with the newest link: its token is exchanged, once, for a cookie. */
export class Access {
  /** Cookies are shared by all ports of a host, so the name says which kiosk it is for. */
  readonly #cookieName: string;
  #session = mintSecret();
  #token: string | null = mintSecret();

  constructor(port: number) {
    this.#cookieName = `kiosk-${port}`;
  }

  /** null once it was used. */
  get token(): string | null {
    return this.#token;
  }

  /** For another browser: the link, and the session of whoever came before, end. @returns the new token. */
  renew(): string {
    this.#session = mintSecret();
    this.#token = mintSecret();
    return this.#token;
  }

  hasSession(cookieHeader: string | undefined): boolean {
    const prefix = `${this.#cookieName}=`;
    const cookies = (cookieHeader ?? '').split(';').map((cookie) => cookie.trim());
    return cookies.some((cookie) => cookie.startsWith(prefix) && isSame(cookie.slice(prefix.length), this.#session));
  }

  /** @returns the value of `Set-Cookie`, or null for a wrong or used token. */
  exchange(token: string): string | null {
    if (this.#token === null || !isSame(token, this.#token)) return null;
    this.#token = null;
    return `${this.#cookieName}=${this.#session}; Path=/; HttpOnly; SameSite=Strict`;
  }
}

const mintSecret = (): string => randomBytes(32).toString('base64url');

function isSame(given: string, secret: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(secret)];
  return a.length === b.length && timingSafeEqual(a, b);
}
