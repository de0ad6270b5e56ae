/** The import rules of the architecture (README, "The house"). Each says why, so that a red line teaches. */
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, posix, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const folders = ['notes', 'electron', 'cli', 'renderer'];

interface Import {
  from: string;
  /** Path from the root for files of ours, else the module's name. */
  to: string;
  /** `import type`, which is gone once it is built. */
  isType: boolean;
}

const files = folders
  .flatMap((folder) => globSync(`${folder}/**/*.{ts,tsx}`, { cwd: root }))
  .map((f) => f.replaceAll('\\', '/'));
const imports = files.flatMap(importsOf);

function importsOf(from: string): Import[] {
  const text = readFileSync(join(root, from), 'utf8');
  const pattern =
    /(?:^|\n)\s*(?:import|export)\b[^'"`;]*?\bfrom\s*['"]([^'"]+)['"]|(?:^|\n)\s*import\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/g;
  return [...text.matchAll(pattern)].map((match) => {
    const name = match[1] ?? match[2] ?? match[3] ?? '';
    const to = name.startsWith('.') ? posix.join(dirname(from), name) : name;
    return { from, to, isType: /^\s*(?:import|export) type\b/.test(match[0]) };
  });
}

function offenders(where: (file: string) => boolean, refused: (to: string) => boolean): string[] {
  return imports
    .filter(({ from, to }) => where(from) && refused(to))
    .map(({ from, to }) => `${from} imports ${to}`);
}

const isIn = (folder: string) => (file: string) => file.startsWith(`${folder}/`);
const isNode = (to: string) => to.startsWith('node:');
const isContract = (file: string) => file === 'notes/api.ts' || isIn('notes/api')(file);
const areCalls = (file: string) => file === 'notes/calls.ts' || isIn('notes/calls')(file);
const isOurs = (to: string) => folders.some((folder) => to.startsWith(`${folder}/`));
const only = (allowed: string[]) => (to: string) =>
  isOurs(to) && !allowed.some((start) => to.startsWith(start));

describe('imports follow the architecture', () => {
  const rules: [string, string[]][] = [
    [
      'notes/text is pure, so that the UI and the notebook read a note alike',
      offenders(isIn('notes/text'), (to) => isNode(to) || only(['notes/text/', 'notes/api.ts'])(to)),
    ],
    [
      'the contract stands on the ground: everybody imports it, in a page and in a sandbox too',
      offenders(isContract, (to) => to !== 'notes/calls.ts' && !isIn('notes/api')(to)),
    ],
    [
      'the contract takes only types from the schemas: opening a notebook need not wait for them',
      imports
        .filter(({ from, isType }) => isContract(from) && !isType)
        .map(({ to }) => to)
        .filter((to) => to !== 'notes/api/errors.ts'),
    ],
    [
      'the contract has one door: what is written in notes/api/ is imported from notes/api.ts',
      offenders((f) => !isContract(f), isIn('notes/api')),
    ],
    [
      'notes/calls.ts, the arguments of the calls, stands on the ground too',
      offenders(areCalls, (to) => to !== 'zod' && to !== 'notes/text/sizes.ts' && !isIn('notes/calls')(to)),
    ],
    [
      'what is written in notes/calls/ is imported from notes/calls.ts',
      offenders((f) => !areCalls(f), isIn('notes/calls')),
    ],
    [
      'notes/desktop.ts is types for a page and its window',
      offenders(
        (f) => f === 'notes/desktop.ts',
        (to) => to !== 'notes/api.ts',
      ),
    ],
    [
      'notes/remote.ts carries the contract over any pipe, and knows nothing of what is behind it',
      offenders(
        (f) => f === 'notes/remote.ts',
        (to) => isNode(to) || only(['notes/api.ts', 'notes/calls.ts', 'notes/present-editors.ts'])(to),
      ),
    ],
    [
      'the preload script runs in a sandbox: what it imports of ours must need nothing of Node',
      offenders(
        (f) => f === 'electron/preload.ts',
        (to) =>
          to !== 'electron' &&
          to !== 'notes/desktop.ts' &&
          to !== 'notes/api.ts' &&
          !to.startsWith('electron/'),
      ),
    ],
    [
      'gray-matter runs code unless held down: text/front-matter.ts is its only user',
      offenders(
        (f) => f !== 'notes/text/front-matter.ts',
        (to) => to === 'gray-matter',
      ),
    ],
    [
      'markdown-it is set up in three places: one reads notes, one shows copies, one shows notes',
      offenders(
        (f) =>
          !/^notes\/text\/(?:markdown-parser|copy-html|note-html(?:-\w+)?|markdown-it-plugins\.d)\.ts$/.test(
            f,
          ),
        (to) => to.startsWith('markdown-it'),
      ),
    ],
    [
      'only notes/files touches the disk below notes/',
      offenders(
        (f) => isIn('notes')(f) && !isIn('notes/files')(f),
        (to) => /^node:fs\b/.test(to),
      ),
    ],
    [
      'only notes/find knows SQLite',
      offenders(
        (f) => !isIn('notes/find')(f),
        (to) => to === 'node:sqlite',
      ),
    ],
    [
      'only notes/sources may use the network below notes/',
      offenders(
        (f) => isIn('notes')(f) && !isIn('notes/sources')(f),
        (to) => /^node:(https?|http2|net|tls|dgram|dns)\b/.test(to) || to === 'undici',
      ),
    ],
    [
      'the network has one door: three files of notes/sources are all that opens connections',
      offenders(
        (f) => !/^notes\/sources\/(?:answers|connecting|destinations)\.ts$/.test(f) && !isIn('cli')(f),
        (to) => /^node:(https?|http2|net|tls|dgram|dns)\b/.test(to) || /^(?:undici|ws)\b/.test(to),
      ),
    ],
    [
      'the browser host listens and never connects: of the network it has a server and types',
      imports
        .filter(
          ({ from, to }) =>
            isIn('cli')(from) && /^(?:node:(?:https?|http2|net|tls|dgram|dns)\b|undici|ws$)/.test(to),
        )
        .filter(({ from, isType }) => from !== 'cli/server.ts' && !isType)
        .map(({ from, to }) => `${from} imports ${to}`),
    ],
    [
      'files stands on text and api',
      offenders(isIn('notes/files'), only(['notes/files/', 'notes/text/', 'notes/api.ts', 'notes/calls.ts'])),
    ],
    [
      'find stands on text and api',
      offenders(isIn('notes/find'), only(['notes/find/', 'notes/text/', 'notes/api.ts'])),
    ],
    [
      'sources stands on files, text and api',
      offenders(
        isIn('notes/sources'),
        only(['notes/sources/', 'notes/files/', 'notes/text/', 'notes/api.ts']),
      ),
    ],
    [
      'the domain knows no host and no UI',
      offenders(isIn('notes'), (to) => only(['notes/'])(to) || to === 'electron'),
    ],
    ['the domain knows no React', offenders(isIn('notes'), (to) => to.startsWith('react'))],
    [
      'the UI reaches the notebook through the contract only, so that it runs in both hosts',
      offenders(
        isIn('renderer'),
        (to) =>
          isNode(to) ||
          to === 'electron' ||
          only([
            ...[
              'renderer/',
              'notes/api.ts',
              'notes/calls.ts',
              'notes/desktop.ts',
              'notes/remote.ts',
              'notes/text/',
            ],
          ])(to),
      ),
    ],
    [
      'the hosts do not know each other: electron',
      offenders(isIn('electron'), only(['electron/', 'notes/'])),
    ],
    [
      'the hosts do not know each other: cli',
      offenders(isIn('cli'), (to) => only(['cli/', 'notes/'])(to) || to === 'electron'),
    ],
  ];

  test.each(rules)('%s', (_reason, found) => {
    expect(found).toEqual([]);
  });

  test('the preload script takes only types from the main process: its code does not run in a sandbox', () => {
    const values = imports.filter(
      ({ from, to, isType }) => from === 'electron/preload.ts' && to !== 'electron' && !isType,
    );
    expect(values).toEqual([]);
  });

  test('there are imports to look at', () => {
    expect(imports.length).toBeGreaterThan(100);
    expect(imports.filter(({ to }) => isOurs(to)).length).toBeGreaterThan(50);
  });

  test('no file imports itself through others', () => {
    const edges = new Map<string, string[]>();
    for (const { from, to } of imports) if (isOurs(to)) edges.set(from, [...(edges.get(from) ?? []), to]);
    const done = new Set<string>();
    const cycles: string[] = [];
    const visit = (file: string, trail: string[]): void => {
      if (trail.includes(file)) cycles.push([...trail.slice(trail.indexOf(file)), file].join(' -> '));
      if (trail.includes(file) || done.has(file)) return;
      for (const next of edges.get(file) ?? []) visit(next, [...trail, file]);
      done.add(file);
    };
    for (const file of files) visit(file, []);
    expect(cycles).toEqual([]);
  });

  test('no folder hides what it holds behind a word for anything', () => {
    const vague = /(^|\/)(utils?|common|shared|helpers?|services?|providers?|lib|misc)(\/|$)/;
    expect(files.filter((file) => vague.test(dirname(file)))).toEqual([]);
    expect(files.filter((file) => /(^|\/)index\.tsx?$/.test(file))).toEqual([]);
    expect(files.filter((file) => /(manager|helper|util)s?\.tsx?$/i.test(file))).toEqual([]);
  });

  test('nothing puts text into a page as HTML but the one file that sanitises it', () => {
    const sinks =
      /\b(innerHTML|outerHTML|insertAdjacentHTML|dangerouslySetInnerHTML|document\.write|setHTMLUnsafe|parseHTMLUnsafe|createContextualFragment)\b|\bfrom 'dompurify'/;
    const found = files.filter((file) => sinks.test(readFileSync(join(root, file), 'utf8')));
    expect(found).toEqual(['renderer/reading/sanitize.ts']);
  });
});
