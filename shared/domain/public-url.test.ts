import { describe, expect, it } from 'vitest';
import { isPublicHttpsUrl } from './public-url.ts';

describe('isPublicHttpsUrl', () => {
  it.each([
    'https://checkin.example.vn/c/AbCdEfGhIjKlMnOpQrStUv',
    'https://checkin.example.vn',
    'https://checkin.example.vn.:8443/?a=1#b',
    'HTTPS://CheckIn.Hue.Gov.VN/c/1',
    'https://nhà-hàng.vn/c/1',
    'https://xn--nh-hng-pta7d.vn/',
    'https://203.162.4.190/c/1',
    'https://[2405:4800::1]/c/1',
    'https://172.15.0.1/',
    'https://100.63.0.1/',
    'https://100.128.0.1/',
  ])('takes %s', (url) => {
    expect(isPublicHttpsUrl(url)).toBe(true);
  });

  it.each([
    ['http', 'http://checkin.example.vn/c/1'],
    ['no scheme', 'checkin.example.vn/c/1'],
    ['localhost', 'https://localhost:8443/c/1'],
    ['localhost under a name', 'https://app.localhost/'],
    ['full-width localhost', 'https://ｌｏｃａｌｈｏｓｔ.local/'],
    ['mDNS', 'https://kiosk.local/'],
    ['mDNS with a root dot', 'https://kiosk.LOCAL./'],
    ['bare host', 'https://server/'],
    ['reserved name', 'https://a.test/'],
    ['loopback', 'https://127.0.0.1/'],
    ['short loopback', 'https://127.1/'],
    ['number', 'https://2130706433/'],
    ['hexadecimal', 'https://0x7f.0x1/'],
    ['10/8', 'https://10.1.2.3/'],
    ['172.16/12', 'https://172.31.255.255/'],
    ['192.168/16', 'https://192.168.1.20:8080/c/1'],
    ['link local', 'https://169.254.1.1/'],
    ['carrier NAT', 'https://100.64.0.1/'],
    ['documentation', 'https://203.0.113.9/'],
    ['no such octet', 'https://300.1.1.1/'],
    ['multicast', 'https://224.0.0.1/'],
    ['IPv6 loopback', 'https://[::1]/'],
    ['IPv6 unique local', 'https://[fd00::1]/'],
    ['IPv6 link local', 'https://[fe80::1]/'],
    ['IPv6 documentation', 'https://[2001:db8::1]/'],
    ['IPv4 in IPv6', 'https://[::ffff:192.168.1.1]/'],
    ['user part', 'https://checkin.example.vn@evil.vn/'],
    ['percent in host', 'https://%6cocalhost/'],
    ['backslash', 'https://evil.vn\\@checkin.example.vn/'],
    ['space', 'https://checkin.example.vn/a b'],
    ['empty label', 'https://a..vn/'],
    ['script', 'javascript:alert(1)//https://a.vn'],
    ['empty', ''],
  ])('refuses %s', (_why, url) => {
    expect(isPublicHttpsUrl(url)).toBe(false);
  });
});
