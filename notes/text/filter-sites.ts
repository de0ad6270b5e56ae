/** Where an article is: what `site:` asks for. */
import type { NoteSource } from '../api.ts';

/**
 * The hosts that a source is at, without a leading `www.`: the one that is written and the one of the article's identity
 * (`juejin.im` is `juejin.cn` now), each also with its port where it has one. Lower case, international names in ASCII.
 */
export function hostsOf({ url, normalised }: Pick<NoteSource, 'url' | 'normalised'>): string[] {
  const hosts = new Set<string>();
  for (const address of [url, normalised]) {
    const text = address.trim();
    if (!URL.canParse(text)) continue;
    const { hostname, host } = new URL(text);
    hosts.add(plain(hostname)).add(plain(host));
  }
  return [...hosts];
}

const plain = (host: string): string => host.replace(/^www\.(?=.*\.)/, '').replace(/\.(?=:|$)/, '');

/** The host that the value of `site:` means: `juejin.cn` for `www.juejin.cn` or a whole URL. `null`: it is none. */
export function hostOf(value: string): string | null {
  const text = value.trim().replace(/^\.+/, '');
  const url = /^https?:\/\//i.test(text) ? text : `http://${text}`;
  if (/[\s@]/.test(text) || !URL.canParse(url)) return null;
  const host = plain(new URL(url).host);
  return host === '' ? null : host;
}

/** Whether a source is at the site `value` or a part of it: `zhuanlan.zhihu.com` is at `zhihu.com`. */
export function isAtSite(source: Pick<NoteSource, 'url' | 'normalised'>, value: string): boolean {
  const wanted = hostOf(value);
  return wanted !== null && hostsOf(source).some((host) => host === wanted || host.endsWith(`.${wanted}`));
}
