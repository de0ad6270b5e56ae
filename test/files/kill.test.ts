import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { isTemporaryName } from '../../notes/files/durable.ts';
import { filesIn, makeFolder, pause, textOf } from './make.ts';

const saver = fileURLToPath(new URL('saver.ts', import.meta.url));
const kills = 60;

it('a note is whole after Gleaner was killed at any moment of a save, and what was called saved is there', async () => {
  const folder = makeFolder({ 'a.md': '0\n0\n' });
  for (let kill = 0; kill < kills; kill++) {
    const child = spawn(process.execPath, [saver, folder, 'a.md'], { stdio: ['ignore', 'pipe', 'inherit'] });
    let told = '';
    child.stdout.on('data', (chunk: Buffer) => (told += chunk.toString()));
    const closed = once(child, 'close');
    await once(child.stdout, 'data');
    await pause(Math.random() * 12);
    child.kill('SIGKILL');
    await closed;
    const acknowledged = Number(told.trim().split('\n').at(-1));
    const lines = textOf(folder, 'a.md').split('\n');
    const count = Number(lines[0]);
    expect(count - acknowledged).toBeGreaterThanOrEqual(0);
    expect(count - acknowledged).toBeLessThanOrEqual(1);
    expect(lines).toEqual([`${count}`, `${count} 茶 `.repeat(20_000 + (count % 7) * 1000), `${count}`, '']);
  }
  expect(filesIn(folder).filter((name) => !isTemporaryName(name))).toEqual(['a.md']);
}, 300_000);
