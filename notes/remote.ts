/** The contract over any two-way pipe. The host serves a notebook on a port; the UI connects to it. */
import { createBirpc } from 'birpc';
import * as z from 'zod';
import {
  type CallName,
  type ErrorCode,
  errorCodes,
  NotesError,
  type Notebook,
  type NotebookEvent,
} from './api.ts';
import { calls } from './calls.ts';
import { editorsAtPort } from './present-editors.ts';

/** A two-way message pipe: a MessagePort, a WebSocket. What is posted arrives as plain data, in order, or not at all. */
export interface Port {
  post(message: unknown): void;
  /** At most one listener at a time. */
  listen(listener: (message: unknown) => void): void;
}

/** A call's result as it crosses the port: errors do not survive every serialisation, codes do. */
type Outcome = { ok: unknown } | { error: Failure };

interface Failure {
  code: string;
  message: string;
  at: number | null;
  file: string | null;
}

type HostFunctions = Record<CallName, (args: unknown) => Promise<Outcome>>;
interface UiFunctions {
  event(event: NotebookEvent): void;
}

const request = z.object({ t: z.literal('q'), m: z.string(), a: z.array(z.unknown()).max(1) });
const response = z.object({ t: z.literal('s'), i: z.string() });
/** Of a call by which an editor shows that it is there: not of one about what another editor had. */
const present = z.object({ writer: z.string(), text: z.string(), isLeft: z.literal(false).optional() });
const failure = z.object({
  code: z.enum(errorCodes).catch('internal'),
  message: z.string(),
  at: z.number().nullable().catch(null),
  file: z.string().nullable().catch(null),
});

/**
 * Answers the calls of `api.ts`, and no others, that arrive on `port`, and sends the notebook's events.
 * Call the returned function when the port is gone. `whole`: the notebook itself, where `notebook` is one made of it for this port.
 */
export function serve(notebook: Notebook, port: Port, whole: Notebook = notebook): () => void {
  const functions = Object.create(null) as HostFunctions;
  const editors = editorsAtPort(whole);
  for (const name of Object.keys(calls) as CallName[]) {
    functions[name] = (args) => {
      const writer = name === 'journal' || name === 'save' ? present.safeParse(args).data?.writer : undefined;
      if (writer !== undefined) editors.met(writer);
      return outcomeOf(notebook, name, args);
    };
  }
  const rpc = createBirpc<UiFunctions, HostFunctions>(functions, {
    post: (message) => port.post(message),
    on: (handle) => port.listen(onlyMessages(request, onceEach(handle))),
    eventNames: ['event'],
    timeout: -1,
  });
  const stop = notebook.listen((event) => void rpc.event.asEvent(event).catch(() => undefined));
  return () => {
    stop();
    rpc.$close();
    whole.left?.(editors.end());
  };
}

/** The notebook at the other end of `port`. After `close`, pending and later calls fail with `offline`. */
export function connect(port: Port): Notebook & { close(): void } {
  const listeners = new Set<(event: NotebookEvent) => void>();
  const ui: UiFunctions = { event: (event) => listeners.forEach((listener) => listener(event)) };
  const either = z.union([request, response]);
  const rpc = createBirpc<HostFunctions, UiFunctions>(ui, {
    post: (message) => port.post(message),
    on: (handle) => port.listen(onlyMessages(either, handle)),
    timeout: -1,
  });
  const call = async (name: CallName, args: unknown): Promise<unknown> => {
    let outcome: Outcome;
    try {
      outcome = await rpc.$call(name, args);
    } catch {
      throw new NotesError('offline', 'The connection to the notebook is gone.');
    }
    if ('ok' in outcome) return outcome.ok;
    const { code, message, at, file } = failure.parse(outcome.error);
    throw new NotesError(code, message, at, file);
  };
  const names = Object.keys(calls) as CallName[];
  const proxy = Object.fromEntries(names.map((name) => [name, (args: unknown) => call(name, args)]));
  return Object.assign(proxy as unknown as Notebook, {
    listen(listener: (event: NotebookEvent) => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close: () => rpc.$close(),
  });
}

async function outcomeOf(notebook: Notebook, name: CallName, args: unknown): Promise<Outcome> {
  const checked = calls[name].safeParse(args);
  if (!checked.success) {
    return { error: failed('bad-argument', `${name}: ${z.prettifyError(checked.error)}`) };
  }
  try {
    const call = notebook[name] as (args: unknown) => Promise<unknown>;
    return { ok: await call(checked.data) };
  } catch (error) {
    if (error instanceof NotesError) {
      const { code, message, at, file } = error;
      return { error: { code, message, at, file } };
    }
    // The trace is for the host's log; the wire carries no paths of this machine.
    console.error(`gleaner: ${name} failed:`, error);
    return { error: failed('internal', `${name} failed for a reason Gleaner did not expect.`) };
  }
}

function failed(code: ErrorCode, message: string): Failure {
  return { code, message, at: null, file: null };
}

/** UTF-16 units of a frame, at most three bytes each. A saved page of 40 MB is one call, and no frame may be that large. */
const longestPart = 4 * 1024 * 1024;
/** UTF-16 units of a text that are written as JSON at a stretch: whoever asks for one frame in a turn makes no long pauses. */
const longestStretch = 256 * 1024;

/** A message as text frames: JSON, of which all frames but the last begin with `+`, as no JSON does. */
export function* framesOf(message: unknown): Generator<string> {
  const { before, text, after } = aroundText(message);
  if (text === null) {
    yield* partsOf(before, true);
    return;
  }
  yield* partsOf(`${before}"`, false);
  for (let from = 0; from < text.length; from += longestStretch) {
    // Half of a pair at an end becomes an escape, and both halves a pair again when they are read.
    yield `+${JSON.stringify(text.slice(from, from + longestStretch)).slice(1, -1)}`;
  }
  yield* partsOf(`"${after}`, true);
}

/** The JSON of a message up to its longest text and from there on; `null`: it has none that is long. */
function aroundText(message: unknown): { before: string; text: string | null; after: string } {
  const text = longText(message, 0);
  if (text === null) return { before: JSON.stringify(message), text, after: '' };
  // A number no text of the message can have guessed, in place of the text.
  const mark = `text ${Math.random()} ${Math.random()}`;
  const json = JSON.stringify(message, (_key, value: unknown) => (value === text ? mark : value));
  const [before, after, ...others] = json.split(JSON.stringify(mark));
  if (before === undefined || after === undefined || others.length > 0)
    return { before: JSON.stringify(message), text: null, after: '' };
  return { before, text, after };
}

/** Calls and answers hold texts near their top; lists are not looked through. */
const deepestText = 3;

function longText(value: unknown, depth: number): string | null {
  if (typeof value === 'string') return value.length > longestStretch ? value : null;
  if (typeof value !== 'object' || value === null || depth > deepestText) return null;
  const parts: unknown[] = Array.isArray(value) ? value.slice(0, 1) : Object.values(value);
  let longest: string | null = null;
  for (const part of parts) {
    const text = longText(part, depth + 1);
    if (text !== null && text.length > (longest?.length ?? 0)) longest = text;
  }
  return longest;
}

function* partsOf(text: string, isEnd: boolean): Generator<string> {
  let from = 0;
  while (text.length - from > longestPart) {
    const to = from + longestPart;
    // Half of a pair would not survive as UTF-8.
    const end = /[\uD800-\uDBFF]/.test(text.charAt(to - 1)) ? to - 1 : to;
    yield `+${text.slice(from, end)}`;
    from = end;
  }
  yield isEnd ? text.slice(from) : `+${text.slice(from)}`;
}

export type ReadFrame =
  | { kind: 'message'; text: string }
  /** It goes on in the next frame. */
  | { kind: 'part' }
  /** The parts are forgotten. */
  | { kind: 'too-large' };

/** Puts frames together again. `most`: UTF-16 units of all parts of a message but the last. */
export function createFrameReader(most: number): (frame: string) => ReadFrame {
  let parts: string[] = [];
  let length = 0;
  const whole = (last: string): string => {
    const text = parts.length === 0 ? last : [...parts, last].join('');
    parts = [];
    length = 0;
    return text;
  };
  return (frame) => {
    if (!frame.startsWith('+')) return { kind: 'message', text: whole(frame) };
    length += frame.length - 1;
    if (length > most) {
      whole('');
      return { kind: 'too-large' };
    }
    parts.push(frame.slice(1));
    return { kind: 'part' };
  };
}

/** Calls of which a second copy is known. */
const mostKnown = 1000;

/** A call that arrives twice is carried out once: a save that came again later would bring back what was since deleted. */
function onceEach(handle: (message: unknown) => unknown): (message: unknown) => unknown {
  const known = new Set<unknown>();
  return (message) => {
    const { i: id } = message as { i?: unknown };
    if (id !== undefined) {
      if (known.has(id)) return undefined;
      known.add(id);
      const [oldest] = known;
      if (known.size > mostKnown) known.delete(oldest);
    }
    return handle(message);
  };
}

/** birpc trusts what arrives; a page that found the port must not be able to crash the host with a malformed frame. */
function onlyMessages(shape: z.ZodType, handle: (message: unknown) => unknown): (message: unknown) => void {
  return (message) => {
    if (!shape.safeParse(message).success) return;
    void Promise.resolve(handle(message)).catch(() => undefined);
  };
}
