import { EventEmitter } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type MessagePort } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { FromNotebook } from '../../electron/keeper.ts';
import { connect, type Port } from '../../notes/remote.ts';
import { removeFolder, temporaryFolder } from '../temporary.ts';
import { MessageChannelMain } from './stand-in.ts';

/** The process's side of the line to the main process. */
class ParentPort extends EventEmitter {
  answers: FromNotebook[] = [];
  postMessage(message: FromNotebook) {
    this.answers.push(message);
  }
}

let base = '';
let folder = '';
let parent: ParentPort;
let ended: Promise<number>;
let isEnding: boolean;

beforeEach(async () => {
  base = temporaryFolder('gleaner-process-');
  folder = join(base, 'notes');
  vi.stubEnv('GLEANER_HOME', join(base, 'home'));
  isEnding = false;
  parent = new ParentPort();
  Object.defineProperty(process, 'parentPort', { value: parent, configurable: true });
  ended = new Promise((end) => {
    vi.spyOn(process, 'exit').mockImplementation((code) => {
      end(Number(code));
      return undefined as never;
    });
  });
  vi.resetModules();
  await import('../../electron/notebook-process.ts');
});
afterEach(async () => {
  if (!isEnding) tell({ kind: 'close' });
  await ended;
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  Reflect.deleteProperty(process, 'parentPort');
  removeFolder(base);
});

function tell(message: object, ports: unknown[] = []) {
  parent.emit('message', { data: message, ports });
}
/** A port to the process, as the page gets it. */
function connected() {
  const { port1, port2 } = new MessageChannelMain();
  tell({ kind: 'port' }, [port1]);
  return { port: port2.port, notebook: connect(plain(port2.port)) };
}
function plain(port: MessagePort): Port {
  return {
    post: (message) => port.postMessage(message),
    listen: (listener) => void port.on('message', listener),
  };
}
async function madeNotebook() {
  const { mkdirSync } = await import('node:fs');
  mkdirSync(folder);
  writeFileSync(join(folder, '茶.md'), '---\ntitle: 茶\n---\n\nText.\n');
}

describe('the notebook process', () => {
  test('serves its folder on every port, one that came early too', async () => {
    await madeNotebook();
    const page = { filter: '', sort: 'date', offset: 0, limit: 10, facets: false } as const;
    tell({ kind: 'open', folder });
    const early = connected();
    await vi.waitFor(async () => expect((await early.notebook.query(page)).total).toBe(1));
    const late = connected();
    const note = await late.notebook.read({ path: '茶.md' });
    const saved = await late.notebook.save({
      path: '茶.md',
      base: note.version,
      text: `${note.text}More.\n`,
    });
    expect(saved.kind).toBe('saved');
    expect(readFileSync(join(folder, '茶.md'), 'utf8')).toBe('---\ntitle: 茶\n---\n\nText.\nMore.\n');
    expect(parent.answers).toEqual([{ kind: 'opened' }]);
    expect(readdirSync(folder)).toEqual(['茶.md']);
    early.port.close();
    late.port.close();
  });

  test('goes on when a page went away, and survives what is no call', async () => {
    await madeNotebook();
    tell({ kind: 'open', folder });
    const gone = connected();
    await gone.notebook.state({});
    gone.port.close();
    const other = connected();
    other.port.postMessage({ t: 'q', m: 'constructor', i: 'x', a: [] });
    other.port.postMessage('nonsense');
    tell({ kind: 'check' });
    expect((await other.notebook.state({})).folder).toBe(folder);
    other.port.close();
  });

  test('says why a folder cannot be opened', async () => {
    writeFileSync(folder, 'a file');
    tell({ kind: 'open', folder });
    await vi.waitFor(() => expect(parent.answers).toHaveLength(1));
    expect(parent.answers[0]).toMatchObject({
      kind: 'failed',
      message: expect.stringMatching(/\w/) as unknown,
    });
    tell({ kind: 'check' });
  });

  test('ends with code 0 when it is told to, its notebook closed', async () => {
    await madeNotebook();
    tell({ kind: 'open', folder });
    isEnding = true;
    tell({ kind: 'close' });
    expect(await ended).toBe(0);
  });
});
