/** `https://host[:port][/…]`; a user part (`https://bank.vn@evil.example`) is refused: people read it as the host. */
const HTTPS_URL = /^https:\/\/(?<host>\[[0-9a-f:.]+\]|[^/?#@:\s\\%]+)(?::\d{1,5})?(?:[/?#][^\s\\]*)?$/i;
const DOMAIN_LABEL = /^[\p{L}\p{M}\p{N}](?:[\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?$/u;
const IPV4 = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/;

/** Never delegated in the public DNS (RFC 6761, 6762, 7686, 8375, 9476) or in common use inside houses and companies. */
const PRIVATE_SUFFIXES = new Set(
  'local localhost localdomain test example invalid internal intranet private corp home lan onion alt arpa'.split(' '),
);

/**
 * Whether a stranger's phone can be expected to open the address safely: https, and a host of the public internet
 * (not localhost, `*.local` and the like, a bare name, or a private, loopback or otherwise special IP address).
 * Looks at the text alone, never at the network. A poster with any other address is marked DEMO.
 */
export function isPublicHttpsUrl(url: string): boolean {
  // NFKC as browsers do (UTS 46): full-width `ｌｏｃａｌｈｏｓｔ` is localhost to them.
  const host = HTTPS_URL.exec(url.normalize('NFKC'))?.groups?.['host']?.toLowerCase();
  if (host === undefined) return false;
  if (host.startsWith('[')) return isPublicIpv6(host.slice(1, -1));
  const octets = IPV4.exec(host)?.slice(1).map(Number);
  return octets ? isPublicIpv4(octets) : isPublicDomain(host.replace(/\.$/, ''));
}

function isPublicDomain(host: string): boolean {
  const labels = host.split('.');
  const topLevel = labels.at(-1) ?? '';
  if (host.length > 253 || labels.length < 2 || !labels.every((label) => DOMAIN_LABEL.test(label))) return false;
  // A last label of digits or 0x… makes browsers read the whole host as an IPv4 number (127.1, 1.0x7f).
  return !/^(?:\d+|0x[0-9a-f]*)$/.test(topLevel) && !PRIVATE_SUFFIXES.has(topLevel);
}

/** IANA special-purpose registry, RFC 6890 and updates. */
function isPublicIpv4(octets: readonly number[]): boolean {
  const [a = 0, b = 0, c = 0] = octets;
  if (octets.some((octet) => octet > 255)) return false;
  if (a === 0 || a === 10 || a === 127 || a >= 224) return false;
  if (a === 100 && b >= 64 && b <= 127) return false;
  if (a === 169 && b === 254) return false;
  if (a === 172 && b >= 16 && b <= 31) return false;
  if (a === 192 && (b === 168 || (b === 0 && (c === 0 || c === 2)))) return false;
  if (a === 198 && (b === 18 || b === 19 || (b === 51 && c === 100))) return false;
  return !(a === 203 && b === 0 && c === 113);
}

/** Only global unicast 2000::/3, without documentation (2001:db8::/32), Teredo (2001::/32) and 6to4 (2002::/16). */
function isPublicIpv6(address: string): boolean {
  const [first = '', second = ''] = address.split(':');
  if (!/^[23][0-9a-f]{3}$/.test(first) || first === '2002') return false;
  return !(first === '2001' && (second === '' || /^0*(?:db8|0)?$/.test(second)));
}
