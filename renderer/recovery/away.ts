/**
 * Keeps unsaved text in this browser while the host is away, and hands it over once the host is back: also what a tab
 * kept that was closed since. Handing over twice does no harm: an entry of the journal is only replaced by its own writer.
 */
import type { Notebook, NotePath, Version } from '../../notes/api.ts';
import { useStore } from '../store.ts';

interface AwayText {
  writer: string;
  path: NotePath;
  base: Version | null;
  text: string;
}

interface Stored extends AwayText {
  /** Of the notebook: this browser may see several at one address. */
  folder: string;
  /** The tab that has it on screen. */
  tab: string;
}

const storeName = 'unsaved';
const tab = Math.random().toString(36).slice(2);
const lockOf = (tabName: string) => `gleaner-tab-${tabName}`;

/** `false`: this browser keeps nothing. */
export async function keepAway(text: AwayText): Promise<boolean> {
  const folder = useStore.getState().notebook?.folder;
  if (folder === undefined) return false;
  holdTab();
  return stored('readwrite', (store) => store.put({ ...text, folder, tab } satisfies Stored));
}

export async function forgetAway(writer: string): Promise<boolean> {
  return stored('readwrite', (store) => store.delete(writer));
}

/** Gives the host what closed tabs have kept of this notebook; resolves when it is asked for all of it. */
export async function handOver(notebook: Notebook, folder: string): Promise<void> {
  if (typeof indexedDB === 'undefined') return;
  let found: Stored[] = [];
  await stored('readonly', (store) => {
    const asked = store.getAll() as IDBRequest<Stored[]>;
    asked.addEventListener('success', () => (found = asked.result));
  });
  const open = await openTabs();
  for (const { writer, path, base, text, ...of } of found) {
    if (of.folder !== folder || open.has(lockOf(of.tab))) continue;
    try {
      await notebook.journal({ path, base, text, writer, isLeft: true });
      await forgetAway(writer);
    } catch {
      // It stays where it is until the next time.
    }
  }
}

let isHeld = false;

/** As long as this tab is open, nobody else hands over what it keeps. */
function holdTab(): void {
  if (isHeld || typeof navigator === 'undefined' || !('locks' in navigator)) return;
  isHeld = true;
  void navigator.locks.request(lockOf(tab), () => new Promise(() => undefined)).catch(() => undefined);
}

async function openTabs(): Promise<ReadonlySet<string>> {
  const names = new Set([lockOf(tab)]);
  if (!('locks' in navigator)) return names;
  for (const { name } of (await navigator.locks.query()).held ?? []) if (name !== undefined) names.add(name);
  return names;
}

/** `true` once the transaction is on the disk. */
async function stored(mode: IDBTransactionMode, work: (store: IDBObjectStore) => void): Promise<boolean> {
  if (typeof indexedDB === 'undefined') return false;
  try {
    const database = await opened();
    return await new Promise((done) => {
      const transaction = database.transaction(storeName, mode, { durability: 'strict' });
      transaction.addEventListener('complete', () => done(true));
      transaction.addEventListener('abort', () => done(false));
      work(transaction.objectStore(storeName));
    });
  } catch {
    return false;
  }
}

let opening: Promise<IDBDatabase> | null = null;

function opened(): Promise<IDBDatabase> {
  return (opening ??= new Promise<IDBDatabase>((done, failed) => {
    const asked = indexedDB.open('gleaner', 1);
    asked.addEventListener('upgradeneeded', () =>
      asked.result.createObjectStore(storeName, { keyPath: 'writer' }),
    );
    asked.addEventListener('success', () => done(asked.result));
    asked.addEventListener('error', () => {
      opening = null;
      failed(asked.error ?? new Error('The browser keeps nothing.'));
    });
  }));
}
