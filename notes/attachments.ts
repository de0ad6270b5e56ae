/** The calls about pictures and other files of a notebook that are no notes. */
import {
  type AddedFile,
  type Arguments,
  type FileFacts,
  type NotePath,
  NotesError,
  type Results,
  type WidthForm,
} from './api.ts';
import {
  type AttachmentHabit,
  learnAttachmentHabit,
  learnWidthForm,
  type NotebookFacts,
} from './attachment-habit.ts';
import { bytesOf, hasFolder, headOf, largestFile, smallText, storeFile } from './files/attachments.ts';
import { FileFinder } from './files/find-file.ts';
import { type NoteFolder, textAt } from './files/folder.ts';
import { attachmentName } from './files/names.ts';
import { pageOf } from './find/results/pages.ts';
import type { Indexing } from './indexing.ts';
import { extensions, pictureOf } from './picture-kind.ts';
import { joined } from './text/file-target.ts';

/** Notes that tell the notebook's habit. */
const mostSamples = 60;
/** ms: for so long a habit that was learned is not looked at again. */
const habitAgeMs = 30_000;
/** Files that arrive at once, and ms after which one that stopped arriving is forgotten. */
const mostArriving = 8;
const patienceMs = 120_000;

interface Arriving {
  size: number;
  parts: Buffer[];
  received: number;
  at: number;
}

export class Attachments {
  readonly #folder: NoteFolder;
  readonly #indexing: Indexing;
  readonly #finder: FileFinder;
  readonly #arriving = new Map<string, Arriving>();
  #widthForm: { at: number; form: WidthForm } | null = null;

  constructor(folder: NoteFolder, indexing: Indexing) {
    this.#folder = folder;
    this.#indexing = indexing;
    this.#finder = new FileFinder(folder.root);
  }

  async file({ path, target }: Arguments<'file'>): Promise<Results['file']> {
    const found = await this.#finder.find(path, target);
    if (found.kind !== 'found') return null;
    const bytes = bytesOf(found.file);
    if (bytes === null) return null;
    const picture = pictureOf(bytes);
    const type = picture === null || picture.isHuge ? 'application/octet-stream' : picture.type;
    return { path: found.path, type, base64: bytes.toString('base64') };
  }

  async fileFacts({ path, targets }: Arguments<'fileFacts'>): Promise<Results['fileFacts']> {
    const files: FileFacts[] = [];
    for (const target of targets) files.push(await this.#factsOf(path, target));
    return { files, widthForm: await this.#form() };
  }

  async #factsOf(note: NotePath, target: string): Promise<FileFacts> {
    const found = await this.#finder.find(note, target);
    if (found.kind !== 'found') return { kind: found.kind };
    try {
      const { head, size } = headOf(found.file);
      const picture = pictureOf(head);
      if (picture === null) return { kind: 'file', path: found.path, size };
      if (size > largestFile || picture.isHuge) return { kind: 'too-large', path: found.path, size };
      const { width, height } = picture;
      return { kind: 'picture', path: found.path, size, width, height };
    } catch {
      // Gone meanwhile, or nobody may read it.
      return { kind: 'missing' };
    }
  }

  /** A part of a file; with the last one it is stored. */
  async addFile({ path, name, id, size, from, part }: Arguments<'addFile'>): Promise<AddedFile> {
    if (size > largestFile)
      throw new NotesError('too-large', `${name} is larger than 50 MB and was not stored.`);
    const bytes = Buffer.from(part, 'base64');
    const arriving = from === 0 ? this.#begin(id, size) : this.#arriving.get(id);
    const isNext = arriving?.received === from && arriving.size === size && from + bytes.length <= size;
    if (arriving === undefined || !isNext || (bytes.length === 0 && size > 0)) {
      this.#arriving.delete(id);
      throw new NotesError('bad-argument', `The parts of ${name} did not arrive in order. Add it again.`);
    }
    arriving.parts.push(bytes);
    arriving.received += bytes.length;
    arriving.at = Date.now();
    if (arriving.received < size) return { kind: 'part', received: arriving.received };
    this.#arriving.delete(id);
    return this.#store(path, name, Buffer.concat(arriving.parts));
  }

  /** A file that is arriving is not wanted any more. */
  dropFile({ id }: Arguments<'dropFile'>): Promise<null> {
    this.#arriving.delete(id);
    return Promise.resolve(null);
  }

  #begin(id: string, size: number): Arriving {
    const now = Date.now();
    for (const [other, { at }] of this.#arriving) if (now - at > patienceMs) this.#arriving.delete(other);
    if (this.#arriving.size >= mostArriving)
      throw new NotesError('busy', 'Too many files are being added at once. Try again in a moment.');
    const arriving: Arriving = { size, parts: [], received: 0, at: now };
    this.#arriving.set(id, arriving);
    return arriving;
  }

  async #store(note: NotePath, name: string, bytes: Buffer): Promise<AddedFile> {
    // `bad-path` and `not-found` for what is no note, before anything is written for it.
    this.#folder.read(note);
    const now = new Date();
    const habit = await this.#habit(note, now);
    const picture = pictureOf(bytes);
    const made = attachmentName(name, stampOf(now), picture === null ? '' : extensions[picture.type]);
    const stored = await storeFile(this.#folder.root, joined(habit.folder, made), bytes);
    this.#finder.forget();
    const isPicture = picture !== null && !picture.isHuge;
    return { kind: 'stored', path: stored, isPicture, ...habit.addressOf(stored) };
  }

  async #habit(note: NotePath, now: Date): Promise<AttachmentHabit> {
    return learnAttachmentHabit(note, now, await this.#facts(note));
  }

  async #form(): Promise<WidthForm> {
    if (this.#widthForm === null || Date.now() - this.#widthForm.at > habitAgeMs)
      this.#widthForm = { at: Date.now(), form: learnWidthForm(await this.#facts(null)) };
    return this.#widthForm.form;
  }

  async #facts(note: NotePath | null): Promise<NotebookFacts> {
    const { rows } = await this.#indexing.ask(({ database }) =>
      pageOf(database, { filter: '', sort: 'date', offset: 0, limit: mostSamples }),
    );
    const paths = [...new Set([...(note === null ? [] : [note]), ...rows.map(({ path }) => path)])];
    const { root } = this.#folder;
    return {
      samples: paths.flatMap((path) => {
        const text = this.#textOf(path);
        return text === null ? [] : [{ path, text }];
      }),
      find: (path, target) => {
        const found = this.#finder.findAt(path, target);
        return found.kind === 'found' ? found.path : null;
      },
      hasFolder: (path) => hasFolder(root, path),
      read: (path) => smallText(root, path),
    };
  }

  #textOf(path: NotePath): string | null {
    return textAt(this.#folder, path)?.slice(0, 1_000_000) ?? null;
  }
}

/** `2026-01-31-235959`, local time. */
function stampOf(now: Date): string {
  const two = (number: number) => String(number).padStart(2, '0');
  const day = [now.getFullYear(), two(now.getMonth() + 1), two(now.getDate())].join('-');
  return `${day}-${[now.getHours(), now.getMinutes(), now.getSeconds()].map(two).join('')}`;
}
