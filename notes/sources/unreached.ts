/** Hosts that could not be reached, and whether so many of them mean that this machine has no network. */
import { hostOf } from '../text/host-port.ts';

/** So many different hosts in a row … */
const hostsUntilOffline = 4;
/** … of so many domains: all hosts of one may be lost together. */
const domainsUntilOffline = 2;

export class Unreached {
  readonly #hosts = new Set<string>();

  add(url: string): void {
    this.#hosts.add(hostOf(url));
  }

  has(url: string): boolean {
    return this.#hosts.has(hostOf(url));
  }

  /** One was reached. */
  clear(): void {
    this.#hosts.clear();
  }

  /** As far as can be told: one dead host, or one dead domain, says nothing about the network. */
  get isNetworkDown(): boolean {
    return (
      this.#hosts.size >= hostsUntilOffline &&
      new Set([...this.#hosts].map(domainOf)).size >= domainsUntilOffline
    );
  }
}

/** Roughly what somebody registered: `a.b.example.com` and `example.com` are of one, and `x.com.cn` is not of `y.com.cn`. */
function domainOf(host: string): string {
  const name = host.replace(/:\d+$/, '').replace(/\.$/, '');
  if (name.startsWith('[') || /^[\d.]+$/.test(name)) return name;
  const parts = name.split('.');
  const isShort = (parts.at(-1) ?? '').length === 2 && (parts.at(-2) ?? '').length <= 3;
  return parts.slice(isShort ? -3 : -2).join('.');
}
