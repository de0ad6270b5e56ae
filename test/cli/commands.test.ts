import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root, workshop, type Workshop } from './run.ts';

let desk: Workshop;

beforeAll(() => {
  desk = workshop({ 'a.md': '# A\n' });
});
afterAll(() => desk.remove());

const oneLine = /^gleaner: [^\n]+\n$/;

describe('wrong usage ends with 2 and one line', () => {
  const wrong: [string, string[]][] = [
    ['no command', []],
    ['an unknown command', ['lisst', '.']],
    ['an unknown option', ['list', '.', '--jsno']],
    ['a missing folder', ['list']],
    ['too much', ['tags', '.', 'more']],
    ['an unknown order', ['list', '.', '--sort', 'size']],
    ['a limit that is no number', ['list', '.', '--limit', 'all']],
    ['a limit below zero', ['list', '.', '--limit=-1']],
    ['a port that is none', ['serve', '.', '--port', '65536']],
    ['an unknown language', ['serve', '.', '--lang', 'xx']],
    ['tag without a verb', ['tag']],
    ['tag with an unknown verb', ['tag', 'ad', '.', 'x', 'a.md']],
    ['tag without notes', ['tag', 'add', '.', 'x']],
    ['an empty line break in an option', ['list', '.', '--a\nb']],
  ];

  test.each(wrong)('%s', async (_what, args) => {
    const { code, stdout, stderr } = await desk.gleaner(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(oneLine);
    expect(stderr).toContain('gleaner --help');
  });
});

describe('what cannot be done ends with 1 and one line that says what to do', () => {
  const impossible: [string, string[], RegExp][] = [
    ['a folder that is not there', ['list', '/nowhere/at/all'], /\/nowhere\/at\/all/],
    ['a file in place of a folder', ['tags', 'notes/a.md'], /a\.md/],
    ['a filter that is none', ['list', 'notes', '--filter', '(tag:x'], /\(/],
    ['a note that is not there', ['show', 'notes', 'b.md'], /b\.md/],
    ['a note outside the notebook', ['show', 'notes', '/etc/passwd'], /\/etc\/passwd/],
    ['a path out of the notebook', ['show', 'notes', '../../etc/passwd'], /etc\/passwd/],
    ['a tag that is none', ['tag', 'add', 'notes', ' # ', 'a.md'], /tag/],
  ];

  test.each(impossible)('%s', async (_what, args, named) => {
    const child = await desk.gleaner(...args);
    expect({ code: child.code, stdout: child.stdout }).toEqual({ code: 1, stdout: '' });
    expect(child.stderr).toMatch(oneLine);
    expect(child.stderr).toMatch(named);
    expect(child.stderr).not.toMatch(/\bat .*\.ts:\d+|Error:|ENO/);
  });
});

test('the version is the one of package.json', async () => {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  for (const flag of ['--version', '-V']) {
    expect(await desk.gleaner(flag)).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  }
});

test('help and nothing else goes to stdout', async () => {
  for (const args of [['--help'], ['help'], ['list', '--help'], ['tag', 'add', '--help']]) {
    const { code, stdout, stderr } = await desk.gleaner(...args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^Usage: gleaner/);
  }
});
