/** Addresses that a person allows by name: `127.0.0.1:8080`, `wiki.home:80`, `[fd00::1]:8443`. */

/** `HOST:PORT` in its one spelling, as a URL has it; `null`: it is not one. */
export function hostPortOf(text: string): string | null {
  const match = /^(\[[\da-f:.]+\]|[^\s:/?#@[\]\\]+):(\d{1,5})$/i.exec(text.trim());
  const [, host = '', port = ''] = match ?? [];
  if (match === null || Number(port) < 1 || Number(port) > 65_535 || !URL.canParse(`http://${host}/`))
    return null;
  const { hostname } = new URL(`http://${host}/`);
  return /^[\w.:[\]-]+$/.test(hostname) ? `${hostname}:${Number(port)}` : null;
}

/** Host and port of an http(s) address, the port also where it is the usual one; `null`: it is none. */
export function hostPortOfUrl(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const { protocol, hostname, port } = new URL(url);
  if (protocol !== 'http:' && protocol !== 'https:') return null;
  return `${hostname}:${port === '' ? (protocol === 'http:' ? 80 : 443) : port}`;
}

/** The host, and the port where it is not the usual one; an address that can't be read is a host of its own. */
export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}
