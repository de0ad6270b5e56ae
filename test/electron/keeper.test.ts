import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { WebContents } from 'electron';
import { createKeeper, type Keeper } from '../../electron/keeper.ts';
import * as standIn from './stand-in.ts';

vi.mock('electron', () => import('./stand-in.ts'));

let keeper: Keeper;
let openings: string[];
let failures: string[];
let givenUp: { folder: string; tryAgain: () => void }[];

beforeEach(() => {
  standIn.reset();
  standIn.app.becomeReady();
  vi.useFakeTimers();
  vi.spyOn(console, 'error').mockReturnValue(undefined);
  openings = [];
  failures = [];
  givenUp = [];
  keeper = createKeeper({
    entry: '/built/notebook-process.js',
    onOpened: (folder) => openings.push(folder),
    onFailed: (folder, message) => failures.push(`${folder}: ${message}`),
    onGivenUp: (folder, tryAgain) => givenUp.push({ folder, tryAgain }),
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const forked = () => standIn.utilityProcess.forked;
function child(): standIn.UtilityProcess {
  const last = forked().at(-1);
  if (last === undefined) throw new Error('no process was started');
  return last;
}
/** A page for the keeper: the stand-in has the part of `WebContents` that it uses. */
function page() {
  const contents = new standIn.WebContents();
  return { contents, asPage: contents as unknown as WebContents };
}

describe('the notebook process', () => {
  test('is started with the folder, told by message and not on the command line', async () => {
    await keeper.open('/notes');
    expect(child().args).toEqual([
      '/built/notebook-process.js',
      [],
      { serviceName: 'Gleaner notebook', stdio: 'inherit' },
    ]);
    expect(child().told).toEqual([{ message: { kind: 'open', folder: '/notes' }, ports: [] }]);
    expect(keeper.folder).toBe('/notes');
  });

  test('is told which private addresses are allowed, after each start', async () => {
    const allowedAddresses = ['127.0.0.1:8080'];
    const nothing = () => undefined;
    const allowing = createKeeper({
      ...{ entry: '/built/notebook-process.js', allowedAddresses },
      ...{ onOpened: nothing, onFailed: nothing, onGivenUp: nothing },
    });
    await allowing.open('/notes');
    expect(child().told).toEqual([
      { message: { kind: 'open', folder: '/notes', allowedAddresses }, ports: [] },
    ]);
  });

  test('and the page get the two ends of one channel', async () => {
    const { contents, asPage } = page();
    await keeper.open('/notes');
    keeper.connect(asPage);
    expect(child().kinds()).toEqual(['open', 'port']);
    const [ours] = child().told[1]?.ports ?? [];
    const [theirs] = contents.ports()[0]?.ports ?? [];
    if (ours === undefined || theirs === undefined) throw new Error('a port is missing');
    vi.useRealTimers();
    const heard = new Promise((resolve) =>
      theirs.once('message', ({ data }: { data: unknown }) => resolve(data)),
    );
    theirs.start();
    ours.postMessage({ text: '茶' });
    expect(await heard).toEqual({ text: '茶' });
    ours.close();
  });

  test('gets a new port when the page asks again', async () => {
    const { contents, asPage } = page();
    await keeper.open('/notes');
    keeper.connect(asPage);
    keeper.connect(asPage);
    expect(child().kinds()).toEqual(['open', 'port', 'port']);
    expect(contents.ports()).toHaveLength(2);
  });

  test('that died is started again, and the page gets a new port unasked', async () => {
    const { contents, asPage } = page();
    await keeper.open('/notes');
    keeper.connect(asPage);
    child().emit('exit', 139);
    expect(forked()).toHaveLength(1);
    vi.advanceTimersByTime(100);
    expect(forked()).toHaveLength(2);
    expect(child().kinds()).toEqual(['open', 'port']);
    expect(contents.ports()).toHaveLength(2);
  });

  test('that keeps dying is started more and more slowly, and five times a minute at most', async () => {
    await keeper.open('/notes');
    for (const pause of [100, 200, 400, 800]) {
      child().emit('exit', 1);
      const before = forked().length;
      vi.advanceTimersByTime(pause - 1);
      expect(forked()).toHaveLength(before);
      vi.advanceTimersByTime(1);
      expect(forked()).toHaveLength(before + 1);
    }
    child().emit('exit', 1);
    vi.advanceTimersByTime(60_000);
    expect(forked()).toHaveLength(5);
    expect(givenUp.map(({ folder }) => folder)).toEqual(['/notes']);
    givenUp[0]?.tryAgain();
    expect(forked()).toHaveLength(6);
    expect(child().kinds()).toEqual(['open']);
  });

  test('that dies now and then is always started again', async () => {
    await keeper.open('/notes');
    for (let death = 0; death < 20; death++) {
      child().emit('exit', 1);
      vi.advanceTimersByTime(30_000);
    }
    expect(forked()).toHaveLength(21);
    expect(givenUp).toEqual([]);
  });

  test('is not started again for a page that is gone, and does not disturb', async () => {
    const { contents, asPage } = page();
    await keeper.open('/notes');
    keeper.connect(asPage);
    contents.isGone = true;
    child().emit('exit', 1);
    vi.advanceTimersByTime(100);
    expect(child().kinds()).toEqual(['open']);
  });

  test('says when it has opened the folder, and no word of one that was replaced is heeded', async () => {
    await keeper.open('/notes');
    expect(openings).toEqual([]);
    child().emit('message', { kind: 'opened' });
    expect(openings).toEqual(['/notes']);
    const first = child();
    const opened = keeper.open('/other');
    first.emit('message', { kind: 'opened' });
    first.emit('exit', 0);
    await opened;
    expect(openings).toEqual(['/notes']);
  });

  test('that was started again waits for the page when its frame is gone just then', async () => {
    const { contents, asPage } = page();
    await keeper.open('/notes');
    keeper.connect(asPage);
    contents.hasNoFrame = true;
    child().emit('exit', 1);
    vi.advanceTimersByTime(100);
    expect(child().kinds()).toEqual(['open']);
    contents.hasNoFrame = false;
    keeper.connect(asPage);
    expect(child().kinds()).toEqual(['open', 'port']);
    expect(contents.ports()).toHaveLength(2);
  });

  test('that cannot open the folder says why, and is ended without another try', async () => {
    await keeper.open('/notes');
    const failing = child();
    failing.emit('message', { kind: 'opened' });
    failing.emit('message', { kind: 'failed', message: 'the folder is not there' });
    expect(failures).toEqual(['/notes: the folder is not there']);
    expect(failing.kinds()).toEqual(['open', 'close']);
    failing.emit('exit', 0);
    vi.advanceTimersByTime(60_000);
    expect(forked()).toHaveLength(1);
  });

  test('looks for changes when it is told to', async () => {
    keeper.check();
    await keeper.open('/notes');
    keeper.check();
    expect(child().kinds()).toEqual(['open', 'check']);
  });
});

describe('closing the notebook', () => {
  test('waits until its files are closed', async () => {
    await keeper.open('/notes');
    let isClosed = false;
    const closed = keeper.close().then(() => (isClosed = true));
    expect(child().kinds()).toEqual(['open', 'close']);
    await vi.advanceTimersByTimeAsync(2999);
    expect(isClosed).toBe(false);
    child().emit('exit', 0);
    await closed;
    expect(child().isKilled).toBe(false);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(forked()).toHaveLength(1);
  });

  test('does not wait for ever', async () => {
    await keeper.open('/notes');
    const closed = keeper.close();
    await vi.advanceTimersByTimeAsync(3000);
    await closed;
    expect(child().isKilled).toBe(true);
  });

  test('is done at once when there is none, or it is between two starts', async () => {
    await keeper.close();
    await keeper.open('/notes');
    child().emit('exit', 1);
    await keeper.close();
    vi.advanceTimersByTime(60_000);
    expect(forked()).toHaveLength(1);
  });
});

describe('another folder', () => {
  test('is opened once the one before is closed, and never served to the page before', async () => {
    const { contents, asPage } = page();
    await keeper.open('/notes');
    keeper.connect(asPage);
    const first = child();
    const opened = keeper.open('/other');
    expect(keeper.folder).toBe('/other');
    expect(forked()).toHaveLength(1);
    first.emit('exit', 0);
    await opened;
    expect(forked()).toHaveLength(2);
    expect(child().kinds()).toEqual(['open']);
    expect(contents.ports()).toHaveLength(1);
  });

  test('is served to a page that asked while the one before was closing', async () => {
    const { contents, asPage } = page();
    await keeper.open('/notes');
    const first = child();
    const opened = keeper.open('/other');
    keeper.connect(asPage);
    expect(contents.ports()).toHaveLength(0);
    first.emit('exit', 0);
    await opened;
    expect(child().kinds()).toEqual(['open', 'port']);
    expect(contents.ports()).toHaveLength(1);
  });

  test('asked for twice is opened once, and the last one wins', async () => {
    await keeper.open('/notes');
    const first = child();
    const both = [keeper.open('/a'), keeper.open('/b')];
    first.emit('exit', 0);
    await Promise.all(both);
    expect(
      forked()
        .slice(1)
        .map(({ told }) => told[0]?.message),
    ).toEqual([{ kind: 'open', folder: '/b' }]);
  });
});
