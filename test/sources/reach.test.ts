import { describe, expect, test } from 'vitest';
import { Reach } from '../../notes/sources/reach.ts';
import type { DoorFailure } from '../../notes/sources/unfetched.ts';
import { Unreached } from '../../notes/sources/unreached.ts';

const offline: DoorFailure = { kind: 'failed', reason: 'offline', status: null, message: 'as it was' };
const at = (host: string) => new URL(`https://${host}/`);
const somewhere = [{ address: '93.184.215.14' }];

describe('a host that can’t be found', () => {
  test('may mean that there is no network, as long as nobody answered', () => {
    const reach = new Reach(undefined, () => true);
    expect(reach.judged(offline, at('a.com'))).toEqual(offline);
    reach.answered([{ address: '127.0.0.1' }]);
    reach.answered([{ address: '192.168.1.4' }]);
    expect(reach.judged(offline, at('a.com'))).toEqual(offline);
  });

  test('is itself to blame when others answered lately', () => {
    let now = 0;
    const reach = new Reach(
      () => now,
      () => true,
    );
    reach.answered(somewhere);
    now = 4 * 60_000;
    expect(reach.judged(offline, at('a.com'))).toMatchObject({
      ...{ kind: 'failed', reason: 'failed', message: expect.stringContaining('a.com') as string },
    });
    const other: DoorFailure = { ...offline, reason: 'too-slow' };
    expect(reach.judged(other, at('a.com'))).toEqual(other);
    now = 6 * 60_000;
    expect(reach.judged(offline, at('b.com'))).toEqual(offline);
  });

  test('is not to blame when one after the other can’t be found, or the machine knows that it has no network', () => {
    const reach = new Reach(undefined, () => true);
    reach.answered(somewhere);
    const reasons = ['a.com', 'b.com', 'c.com', 'd.com', 'e.com'].map(
      (host) => reach.judged(offline, at(host)).reason,
    );
    expect(reasons).toEqual(['failed', 'failed', 'failed', 'offline', 'offline']);
    reach.answered(somewhere);
    expect(reach.judged(offline, at('f.com')).reason).toBe('failed');
    const unplugged = new Reach(undefined, () => false);
    unplugged.answered(somewhere);
    expect(unplugged.judged(offline, at('a.com'))).toEqual(offline);
  });
});

describe('a name that nobody knows', () => {
  const unknown: DoorFailure = { ...offline, reason: 'name-unknown' };

  test('is one that is gone, until no name at all is known', () => {
    const reach = new Reach(undefined, () => true);
    const reasons = ['a.com', 'b.com', 'c.com', 'd.com', 'e.com'].map(
      (host) => reach.judged(unknown, at(host)).reason,
    );
    expect(reasons).toEqual(['name-unknown', 'name-unknown', 'name-unknown', 'offline', 'offline']);
    reach.answered(somewhere);
    expect(reach.judged(unknown, at('e.com'))).toEqual(unknown);
  });

  test('is gone, one after the other, as long as somebody answered a moment ago', () => {
    let now = 0;
    const reach = new Reach(
      () => now,
      () => true,
    );
    reach.answered(somewhere);
    const reasonsOf = (...hosts: string[]) => hosts.map((host) => reach.judged(unknown, at(host)).reason);
    const six = ['a.com', 'b.net', 'c.org', 'd.cn', 'e.io', 'f.dev'];
    expect(new Set(reasonsOf(...six))).toEqual(new Set(['name-unknown']));
    now = 61_000;
    expect(reasonsOf('g.com')).toEqual(['offline']);
  });
});

describe('hosts that can’t be reached', () => {
  const isDown = (...hosts: string[]): boolean => {
    const unreached = new Unreached();
    for (const host of hosts) unreached.add(`https://${host}/x`);
    return unreached.isNetworkDown;
  };

  test('are no network when there are four of several domains', () => {
    expect(isDown('a.com', 'b.com', 'c.com')).toBe(false);
    expect(isDown('a.com', 'b.com', 'c.com', 'd.com')).toBe(true);
    expect(isDown('a.com', 'a.com', 'a.com', 'a.com')).toBe(false);
    expect(isDown('1.a.com', '2.a.com', '3.a.com', '4.a.com', 'a.com')).toBe(false);
    expect(isDown('1.a.com', '2.a.com', '3.a.com', 'b.cn')).toBe(true);
    expect(isDown('x.com.cn', 'y.com.cn', 'z.com.cn', 'a.com.cn')).toBe(true);
    expect(isDown('10.0.0.1', '10.0.0.2', '[2001:db8::1]', 'a.com:8080')).toBe(true);
  });

  test('are forgotten when one is reached', () => {
    const unreached = new Unreached();
    for (const host of ['a.com', 'b.com', 'c.com', 'd.com']) unreached.add(`https://${host}/x`);
    expect(unreached.has('https://a.com/y')).toBe(true);
    unreached.clear();
    expect(unreached.has('https://a.com/y')).toBe(false);
    expect(unreached.isNetworkDown).toBe(false);
  });
});
