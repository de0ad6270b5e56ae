/** Pictures and files of notes: asked from the notebook, sent to it, and those of the web only where a person allowed it (safety.md R-08). */
import type { Extension } from '@codemirror/state';
import type { NotePath } from '../notes/api.ts';
import { notebook, showInFolder } from './actions.ts';
import { clicksOpenFiles } from './editor/file-links.ts';
import { pictureParts, type PictureParts, type StoredFile } from './editor/picture-parts.ts';
import { fileDrops } from './editor/file-drops.ts';
import { t } from './messages.ts';
import { attempt, notify, reasonFor } from './notices.ts';
import { useStore } from './store.ts';

/** Bytes that are sent at once, a multiple of three: so long a cancelled file may still arrive. */
const partBytes = 1_500_000;
/** Bytes. The notebook takes no larger one. */
const largestFile = 50_000_000;

/** Notes whose pictures of the web may be shown, until the window is closed. */
const allowed = new Set<NotePath>();
const listeners = new Set<() => void>();

export const mayLoadFar = (path: NotePath): boolean => allowed.has(path);

export function allowFar(path: NotePath): void {
  allowed.add(path);
  listeners.forEach((listener) => listener());
}

export function whenFarAllowed(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** The file of the notebook at an address of the note at `path`. `null`: there is none that can be shown. */
export async function noteFile(path: NotePath, target: string): Promise<Blob | null> {
  if (target === '' || target.length > 2000) return null;
  const file = await notebook().file({ path, target });
  return file === null ? null : blobOf(file);
}

async function farPicture(url: string): Promise<Blob | null> {
  const picture = await notebook().webPicture({ url: url.slice(0, 8000) });
  return picture === null ? null : blobOf(picture);
}

function blobOf({ type, base64 }: { type: string; base64: string }): Blob {
  return new Blob([Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))], { type });
}

async function store(
  path: NotePath,
  file: File,
  progress: (bytes: number) => void,
  signal: AbortSignal,
): Promise<StoredFile | null> {
  const { name, size } = file;
  if (size > largestFile) {
    notify(t('pictures.tooLargeToAdd', { name }), { kind: 'alert' });
    return null;
  }
  const id = crypto.randomUUID();
  for (let from = 0; ; from += partBytes) {
    if (signal.aborted) {
      await notebook()
        .dropFile({ id })
        .catch(() => null);
      return null;
    }
    const part = await base64Of(file.slice(from, from + partBytes));
    const answer = await notebook().addFile({ path, name: name.slice(0, 1000), id, size, from, part });
    if (answer.kind === 'stored') return answer;
    progress(answer.received);
  }
}

function base64Of(blob: Blob): Promise<string> {
  return new Promise((found, failed) => {
    const reader = new FileReader();
    reader.onload = () =>
      found(typeof reader.result === 'string' ? reader.result.replace(/^[^,]*,?/, '') : '');
    reader.onerror = () => failed(reader.error ?? new Error('The file could not be read.'));
    reader.readAsDataURL(blob);
  });
}

/**
 * Opens a file that a note links to: a desktop shows it in its folder, a browser saves a copy. Nothing that lies in a notebook is run or
 * shown as a page (safety.md W-08).
 */
export async function openFile(path: NotePath, target: string): Promise<void> {
  await attempt(t('failed.openFile', { target }), async () => {
    const [facts] = (await notebook().fileFacts({ path, targets: [target] })).files;
    if (facts === undefined || !('path' in facts)) {
      notify(t('pictures.noFile', { target }));
      return;
    }
    if (useStore.getState().isDesktop) {
      await showInFolder(facts.path);
      return;
    }
    const file = await notebook().file({ path, target });
    if (file === null) {
      notify(t('pictures.fileTooLarge', { path: facts.path }));
      return;
    }
    const link = document.createElement('a');
    link.href = URL.createObjectURL(
      new Blob([await blobOf(file).arrayBuffer()], { type: 'application/octet-stream' }),
    );
    link.download = facts.path.replace(/^.*\//, '');
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  });
}

const partsOf = (path: () => NotePath | undefined): PictureParts => ({
  openPath: path,
  facts: (path, targets) => notebook().fileFacts({ path, targets }),
  file: noteFile,
  web: farPicture,
  isAllowed: mayLoadFar,
  allow: allowFar,
  whenAllowed: whenFarAllowed,
  add: store,
  open: (target) => void openFile(path() ?? '', target),
  say: (text) => void notify(text),
  sayFailed: (name, error) =>
    void notify(t('failed.line', { doing: t('failed.addFile', { name }), why: reasonFor(error) }), {
      kind: 'alert',
    }),
});

/** What the text of the note at `path` is edited with: files that are pasted and dropped, and what the pictures in the text ask. */
export function picturesOfApp(path: () => NotePath | undefined): Extension {
  return [pictureParts.of(partsOf(path)), fileDrops, clicksOpenFiles];
}

/** A file that misses the text must not take the window away to itself. */
export function guardFileDrops(): void {
  const guard = (event: DragEvent) => {
    if (event.defaultPrevented || event.dataTransfer?.types.includes('Files') !== true) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'none';
  };
  window.addEventListener('dragover', guard);
  window.addEventListener('drop', guard);
}
