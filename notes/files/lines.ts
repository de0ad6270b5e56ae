/** Files of lines, read and written in chunks. */
import { StringDecoder } from 'node:string_decoder';
import { closeSync, fsyncSync, openSync, readSync, writeFileSync } from 'node:fs';
import { sync } from './durable.ts';

const chunkBytes = 256 * 1024;

/** A new file, private to its owner, that survives a power cut once this resolves. */
export async function writeLines(file: string, lines: AsyncIterable<string>): Promise<void> {
  const descriptor = openSync(file, 'ax', 0o600);
  try {
    let chunk = '';
    const flush = () => {
      if (chunk !== '') writeFileSync(descriptor, chunk);
      chunk = '';
    };
    for await (const line of lines) {
      chunk += `${line}\n`;
      if (chunk.length > chunkBytes) flush();
    }
    flush();
    await sync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Durable too. */
export function appendLine(file: string, line: string): void {
  const descriptor = openSync(file, 'a');
  try {
    // A crash may have cut off the line before.
    writeFileSync(descriptor, `\n${line}\n`);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Whole lines only, none that is empty: what comes after the last line end was cut off by a crash. */
export function* linesOf(file: string): Generator<string> {
  const descriptor = openSync(file, 'r');
  try {
    const decoder = new StringDecoder('utf8');
    const chunk = Buffer.alloc(chunkBytes);
    let rest = '';
    for (let at = 0; ;) {
      const count = readSync(descriptor, chunk, 0, chunk.length, at);
      if (count === 0) return;
      at += count;
      const lines = (rest + decoder.write(chunk.subarray(0, count))).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) if (line !== '') yield line;
    }
  } finally {
    closeSync(descriptor);
  }
}
