/**
 * The part of an address that may be kept. For limits: IPv4 whole, IPv6 its /64 (one household). For the log: /24 and /48.
 */
export function networkOf(ip: string, purpose: 'limit' | 'log'): string {
  const v4 = /^(?:::ffff:)?(\d+\.\d+\.\d+)\.\d+$/i.exec(ip);
  if (v4) return purpose === 'limit' ? ip.replace(/^::ffff:/i, '') : `${v4[1]}.0/24`;
  if (!ip.includes(':')) return 'unknown';
  const groups = expandIpv6(ip).slice(0, purpose === 'limit' ? 4 : 3);
  return `${groups.join(':')}::/${purpose === 'limit' ? 64 : 48}`;
}

function expandIpv6(ip: string): string[] {
  const [head = '', tail] = ip.split('::', 2);
  const first = head === '' ? [] : head.split(':');
  if (tail === undefined) return first;
  const last = tail === '' ? [] : tail.split(':');
  return [...first, ...Array.from({ length: Math.max(0, 8 - first.length - last.length) }, () => '0'), ...last];
}
