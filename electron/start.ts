/** What the command line and the environment may say. All of it is data: nothing here opens, makes or runs anything. */
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { hostPortOf } from '../notes/text/host-port.ts';

/**
 * The first argument that is a folder which exists, absolute. Everything that looks like an option is passed over,
 * wherever it comes from: a second instance must not be able to switch anything.
 * @param isPackaged otherwise the first argument is the app itself: `electron . folder`
 */
export function folderFrom(
  argv: readonly string[],
  workingFolder: string,
  isPackaged: boolean,
): string | null {
  const words = argv.slice(1).filter((word) => !/^(?:-|gleaner:|$)/i.test(word) && !word.includes('\0'));
  for (const word of isPackaged ? words : words.slice(1)) {
    const folder = resolve(workingFolder, word);
    if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true) return folder;
  }
  return null;
}

/** The language that was asked for with `--lang=`; `null`: the system's. */
export function languageFrom(argv: readonly string[]): 'en' | 'zh' | null {
  const asked = argv.map((word) => /^--lang=(en|zh)\b/.exec(word)?.[1]).find((found) => found !== undefined);
  return asked === 'en' || asked === 'zh' ? asked : null;
}

/**
 * The private addresses that the person who starts Gleaner allows, `--allow-address=host:port` each. Never taken from a
 * second instance's command line, nor from one that a link is on: a link in a web page can start Gleaner, and on Windows
 * quotes in the link may break out of its argument.
 */
export function allowedFrom(argv: readonly string[]): string[] {
  if (argv.some((word) => /gleaner:/i.test(word))) return [];
  return argv.flatMap((word) => {
    const address = hostPortOf(/^--allow-address=(.+)$/.exec(word)?.[1] ?? '');
    return address === null ? [] : [address];
  });
}

/** The origin of Vite's server while Gleaner is developed; `null`: the built UI. Only this machine is accepted. */
export function developmentOrigin(address: string | undefined, isPackaged: boolean): string | null {
  if (isPackaged || address === undefined) return null;
  return /^(http:\/\/127\.0\.0\.1:\d{1,5})\/?$/.exec(address)?.[1] ?? null;
}
