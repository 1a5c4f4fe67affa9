/** Other ways to write an address, as people have tried to get around routers with them. */
export function oddAddresses(address: string): string[] {
  const segments = address.split('/');
  const id = segments.findLast((segment) => /[0-9a-f-]{36}|[\w-]{22}/.test(segment)) ?? '';
  const withId = (changed: string): string => address.replace(id, () => changed);
  return [
    `${address}/`,
    `${address}//`,
    `/${address}`,
    `/.${address}`,
    `/x/..${address}`,
    `/%2e%2e${address}`,
    `/assets/..${address}`,
    `/v/..${address}`,
    address.replace(/\/(?=[^/]*$)/, '%2F'),
    address.replaceAll('/', '%2f').replace('%2f', '/'),
    address.replaceAll('/', '%252f').replace('%252f', '/'),
    address.replace('/portal/', '/./portal/'),
    address.replace('/portal/', '/x/../portal/'),
    address.replace('/portal/', '/Portal/'),
    address.replace('/api/', '/API/'),
    address.replaceAll('/', '\\').replace('\\', '/'),
    withId(id.toUpperCase()),
    withId(`${id}%00`),
    withId(`${id}%20`),
    withId(`${id};x=1`),
    withId(`${id}.json`),
    withId(`${id}?`),
    withId(`${id}#`),
    withId(encodeURIComponent(encodeURIComponent(`../${id}`))),
    withId(id.replace(/^./, (first) => `%${first.charCodeAt(0).toString(16)}`)),
    withId(`${id},${id}`),
    `${address}?venueId=x&venueId=y`,
    `${address}?__proto__[role]=owner`,
    `http://127.0.0.1${address}`,
  ];
}
