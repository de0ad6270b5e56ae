/** A door to a test web, new for each test, and a second server that nobody allowed and nothing may ever reach. */
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { type Door, type Fetched, type FetchRequest, openDoor } from '../../notes/sources/fetch.ts';
import type { DoorFailure } from '../../notes/sources/unfetched.ts';
import { startTestWeb, type TestWeb } from '../test-web.ts';

export interface DoorAtWeb {
  web: TestWeb;
  secret: TestWeb;
  door: Door;
  /** `path` on the test web. */
  get: (path: string, what?: FetchRequest['what']) => Promise<Fetched | DoorFailure>;
  /** Throws when it failed. */
  good: (path: string, what?: FetchRequest['what']) => Promise<Fetched>;
  /** Of the failure at a path of the test web; `fetched 200` when it was none. */
  reason: (path: string, what?: FetchRequest['what']) => Promise<string>;
}

/** What a result says in one word. */
export function reasonIn(result: Fetched | DoorFailure): string {
  return result.kind === 'failed' ? result.reason : `fetched ${result.status}`;
}

/** To be called once at the top of a test file; the fields are there while tests run. */
export function doorAtWeb(): DoorAtWeb {
  const at = {} as DoorAtWeb;
  at.get = (path, what = 'page') => at.door.fetch(at.web.origin + path, { what });
  at.good = async (path, what) => {
    const result = await at.get(path, what);
    if (result.kind === 'failed') throw new Error(result.message);
    return result;
  };
  at.reason = async (path, what) => reasonIn(await at.get(path, what));
  beforeAll(async () => {
    at.web = await startTestWeb();
    at.secret = await startTestWeb();
  });
  afterAll(async () => {
    await at.web.close();
    await at.secret.close();
  });
  beforeEach(() => {
    at.web.log.length = 0;
    at.door = openDoor({ allowed: [at.web.address] });
  });
  afterEach(async () => {
    await at.door.close();
    expect(at.secret.connections()).toBe(0);
  });
  return at;
}
