import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type LabReport, privateAddresses } from './address-lab.ts';
import { removeFolder, temporaryFolder, unless } from './temporary.ts';

/** In a network of its own, with a name server of its own. */
const enclosed = ['-n', '-m', '--', 'sh', '-c'];

const canEnclose =
  process.platform === 'linux' &&
  spawnSync('unshare', [...enclosed, 'ip link set lo up && mount --bind /etc/hostname /etc/resolv.conf'])
    .status === 0;
const needs = 'root on Linux, for a network of its own';

let place: string;
let report: LabReport;

beforeAll(() => {
  if (!canEnclose) {
    console.warn(
      `The address lab is skipped: it needs ${needs}. Rebinding and real private addresses are not tried.`,
    );
    return;
  }
  place = temporaryFolder('gleaner-lab-');
  const names = join(place, 'resolv.conf');
  writeFileSync(names, 'nameserver 127.0.0.1\noptions timeout:2 attempts:1\n');
  const script = join(import.meta.dirname, 'address-lab.ts');
  const command = 'mount --bind "$0" /etc/resolv.conf && exec "$1" "$2"';
  const said = execFileSync('unshare', [...enclosed, command, names, process.execPath, script], {
    encoding: 'utf8',
    timeout: 100_000,
  });
  report = JSON.parse(said) as LabReport;
}, 120_000);
afterAll(() => {
  if (canEnclose) removeFolder(place);
});

const resultsOf = (pattern: RegExp): [string, string][] =>
  Object.entries(report.results).filter(([name]) => pattern.test(name));

describe.skipIf(!canEnclose)(`where private servers answer${unless(canEnclose, needs)}`, () => {
  test('public ones are fetched from, by name and number, with IPv4 and IPv6', () => {
    for (const [name, result] of resultsOf(/^public|^four|^second/)) expect(result, name).toBe('fetched 200');
    expect(resultsOf(/^public|^four|^second/)).toHaveLength(6);
  });

  test('a machine without a network says that it is offline', () => {
    const offline = resultsOf(/^offline /);
    expect(offline).toHaveLength(3);
    expect(offline.filter(([, result]) => result !== 'offline')).toEqual([]);
  });

  test('a host that can’t be found may mean no network, until another one answers', ({ skip }) => {
    const lost = Object.fromEntries(resultsOf(/^lost, /));
    skip(Object.keys(lost).length === 0, 'the kernel has no virtual cables');
    expect(lost).toEqual({
      ...{ 'lost, first': 'offline', 'lost, another': 'fetched 200' },
      ...{ 'lost, again': 'failed', 'lost, unknown': 'name-unknown' },
    });
  });

  test('none of them is ever connected to: not directly, not by a redirect, not for a picture', () => {
    expect(report.seen).toEqual([]);
  });

  test('every try was refused for its address', () => {
    const tries = resultsOf(/^(?:direct|picture|https|redirect) /);
    expect(tries.length).toBeGreaterThan(privateAddresses.length * 8);
    expect(tries.filter(([, result]) => result !== 'private-address')).toEqual([]);
  });

  test('a page at a public address has its card, without the private picture', () => {
    expect(resultsOf(/^card /).filter(([, result]) => result !== 'picture null')).toEqual([]);
  });

  test('a name that changes its answer leads to the public server or nowhere', () => {
    const results = resultsOf(/^rebind/);
    expect(results).toHaveLength(48);
    expect(new Set(results.map(([, result]) => result))).toEqual(new Set(['fetched 200', 'private-address']));
    expect(report.asked.some((asked) => asked.startsWith('rebind.test'))).toBe(true);
  });

  test('a name is looked up once for a fetch', () => {
    expect(report.results['lookups of one fetch']).toBe('four.test A, four.test AAAA');
  });

  test('an allowed name is reached at its port, where keys of data centres are it is not', () => {
    expect(report.results['allowed wiki.home']).toBe('fetched SECRET');
    expect(report.results['connections to wiki.home']).toBe('10.1.2.3');
    expect(report.results['allowed keys.home']).toBe('private-address');
    expect(report.results['beside it']).toBe('private-address');
    expect(report.results['other port']).toBe('port');
  });

  test('nothing secret was ever had but from the allowed one', () => {
    expect(
      resultsOf(/./)
        .filter(([, result]) => result.includes('SECRET'))
        .map(([name]) => name),
    ).toEqual(['allowed wiki.home']);
  });
});
