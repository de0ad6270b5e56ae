/** T11 and T12: what a person sees, in a real Chromium. */
import { type ChildProcess, fork } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Browser, chromium, type Page } from '@playwright/test';
import { systemChromium } from '../../scripts/chromium.mjs';
import type { Served } from './children/serving.ts';
import { lent } from './corpus.ts';
import { noteMaker } from './corpus-note.ts';
import { limited, type Row, shownMs, unmeasured } from './report.ts';
import { largest, median, quantile } from './samples.ts';
import type { Setting } from './setting.ts';

const root = resolve(import.meta.dirname, '../..');
const inPage = join(import.meta.dirname, 'in-page.js');
/** Characters of the note that is typed in. */
const longNote = 60_000;
const keys = 200;
/** Between two keys: faster than anybody types. */
const keyMs = 45;
const typing = 'key press to painted, in a note of 60,000 characters, while all notes are indexed';

export async function painting(setting: Setting, wants: (row: string) => boolean): Promise<Row[]> {
  const executable = systemChromium() ?? chromium.executablePath();
  if (!existsSync(executable)) {
    const why = 'no browser: install chromium or Google Chrome, or run npx playwright install chromium';
    return ['T11', 'T12'].filter(wants).map((row) => unmeasured(row, 'painting', 'not measured', why));
  }
  const rows: Row[] = [];
  if (wants('T11')) rows.push(...(await keysPainted(setting, executable)));
  if (wants('T12'))
    rows.push(...(await clicksPainted(setting, executable)), await scrolled(setting, executable));
  return rows;
}

async function launched(executable: string, isUnlimited: boolean): Promise<Browser> {
  return chromium.launch({
    executablePath: executable,
    args: [
      '--disable-background-networking',
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      // A frame is painted as soon as it is ready: the wait for the screen's next turn would be measured otherwise.
      ...(isUnlimited ? ['--disable-frame-rate-limit', '--disable-gpu-vsync'] : []),
    ],
  });
}

interface Serving {
  address: string;
  isWorking(): boolean;
  stop(): Promise<void>;
}

async function serving({ built, corpus }: Setting, home: string): Promise<Serving> {
  const ui = process.env['GLEANER_UI'] ?? join(root, 'dist/ui');
  const child: ChildProcess = fork(join(built, 'serving.js'), [corpus.folder, ui], {
    env: { ...process.env, GLEANER_HOME: home },
  });
  let isWorking = true;
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  const address = await new Promise<string>((found, failed) => {
    child.on('message', (served: Served) => {
      if (served.kind === 'address') found(served.address);
      else isWorking = served.isWorking;
    });
    child.once('exit', () => failed(new Error('the host ended')));
  });
  return {
    address,
    isWorking: () => isWorking,
    stop: async () => {
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}

/** The UI on the corpus, with `in-page.js` in it. */
async function withPage<T>(
  setting: Setting,
  executable: string,
  { home, isUnlimited }: { home: string; isUnlimited: boolean },
  work: (page: Page, serving: Serving) => Promise<T>,
): Promise<T> {
  const served = await serving(setting, home);
  const browser = await launched(executable, isUnlimited);
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'en-US' });
    await page.addInitScript({ path: inPage });
    await page.goto(served.address);
    await page.getByRole('listbox', { name: 'Notes' }).waitFor();
    return await work(page, served);
  } finally {
    await browser.close();
    await served.stop();
  }
}

function keysPainted(setting: Setting, executable: string): Promise<Row[]> {
  const { corpus } = setting;
  return lent(corpus, async () => {
    const path = join(corpus.folder, '0-long.md');
    writeFileSync(path, longText(setting.seed));
    const delays: number[] = [];
    const bare: number[] = [];
    let busy = 0;
    try {
      for (let round = 0; round < setting.longRounds; round++) {
        const options = { home: setting.emptyHome(), isUnlimited: true };
        await withPage(setting, executable, options, async (page, served) => {
          const beside = await textArea(page, longText(setting.seed));
          // By its address: in a list of notes that is still growing a row moves.
          await page.getByRole('searchbox', { name: 'Search notes' }).fill('title:0-long-note');
          await page.getByRole('option', { name: '0-long-note' }).click({ timeout: 120_000 });
          const editor = page.getByRole('textbox', { name: 'Note text' });
          await editor.click();
          await page.evaluate('bench.watchKeys()');
          await beside.evaluate('bench.watchKeys()');
          const words = 'so it is kept here with serverless notes ';
          // In turns, so that both are measured beside the same work of the host.
          for (let key = 0; key < keys; key++) {
            if (served.isWorking()) busy++;
            const pressed = keyOf(words.charAt(key % words.length));
            await page.keyboard.press(pressed);
            await page.waitForTimeout(keyMs);
            await beside.keyboard.press(pressed);
            await page.waitForTimeout(keyMs);
          }
          // The first ten compile the code.
          delays.push(...(await page.evaluate<number[]>('bench.keys')).slice(10));
          bare.push(...(await beside.evaluate<number[]>('bench.keys')).slice(10));
        });
      }
    } finally {
      rmSync(path, { force: true });
    }
    const share = busy / (keys * setting.longRounds);
    const meanwhile = `${typing} (${Math.round(share * 100)}% of the time)`;
    const raw = { delays, bare, share, worst: largest(delays) };
    return [
      limited({ row: 'T11', what: `${meanwhile}, p50`, raw }, median(delays), 8, shownMs, {
        name: 'a bare text area',
        value: median(bare),
      }),
      limited({ row: 'T11', what: `${typing}, p99`, raw: null }, quantile(delays, 0.99), 16, shownMs, {
        name: 'a bare text area',
        value: quantile(bare, 0.99),
      }),
    ];
  });
}

/** A page of its own with nothing but the text in a `<textarea>`: what a key costs this browser on this machine. */
async function textArea(page: Page, text: string): Promise<Page> {
  const beside = await page.context().browser()?.newPage();
  if (!beside) throw new Error('the browser was closed');
  await beside.addInitScript({ path: inPage });
  await beside.goto('about:blank');
  await beside.setContent('<textarea style="width: 720px; height: 800px; font: 16px serif"></textarea>');
  const area = beside.getByRole('textbox');
  await area.fill(text);
  await area.click();
  return beside;
}

const keyOf = (character: string): string => (character === ' ' ? 'Space' : character);

function longText(seed: number): string {
  const make = noteMaker(seed + 99);
  let text = '---\ntitle: 0-long-note\ndate: 2026-01-01\n---\n\n';
  for (let index = 0; text.length < longNote; index++)
    text += `${make(index).text.replace(/^---\r?\n[^]*?\n---\r?\n/, '')}\n`;
  return text.slice(0, longNote);
}

/** Asked from outside: the page's own policy lets nothing be evaluated in it again and again. */
async function listedAll(page: Page, notes: number): Promise<void> {
  await page.getByRole('tree', { name: 'Tags' }).waitFor();
  for (const end = Date.now() + 60_000; (await page.evaluate('bench.listed()')) !== notes;) {
    if (Date.now() > end) throw new Error(`After a minute the list does not have its ${notes} notes.`);
    await page.waitForTimeout(20);
  }
}

interface Tag {
  name: string;
  count: number;
}

async function clicksPainted(setting: Setting, executable: string): Promise<Row[]> {
  const { corpus, rounds } = setting;
  const options = { home: await setting.indexedHome(), isUnlimited: true };
  const times: { tag: string; count: number; ms: number }[] = [];
  const missing: unknown[] = [];
  await withPage(setting, executable, options, async (page) => {
    await listedAll(page, corpus.notes);
    const tags = await page.evaluate<Tag[]>('bench.tags(20)');
    for (let round = 0; round < rounds; round++) {
      for (const { name, count } of tags) {
        const answer = await page.evaluate<{ ms?: number }>(
          `bench.clickTag(${JSON.stringify(name)}, ${count}, 5000)`,
        );
        if (answer.ms === undefined) missing.push(answer);
        else times.push({ tag: name, count, ms: answer.ms });
        await page.evaluate(`bench.showAll(${corpus.notes})`);
      }
    }
  });
  if (times.length === 0)
    throw new Error(`No click on a tag was answered: ${JSON.stringify(missing.slice(0, 3))}`);
  const ms = times.map((time) => time.ms);
  const what = `click on a tag to list and counts painted, p95 of ${times.length}${missing.length > 0 ? `, ${missing.length} never` : ''}`;
  const most = corpus.notes >= 100_000 ? 100 : 50;
  return [
    limited(
      { row: 'T12', what, raw: { times, missing, p50: median(ms) } },
      quantile(ms, 0.95),
      most,
      shownMs,
    ),
  ];
}

async function scrolled(setting: Setting, executable: string): Promise<Row> {
  const options = { home: await setting.indexedHome(), isUnlimited: false };
  const worst: number[] = [];
  const all: unknown[] = [];
  await withPage(setting, executable, options, async (page) => {
    await listedAll(page, setting.corpus.notes);
    for (let round = 0; round < setting.rounds; round++) {
      const { frames, top } = await page.evaluate<{ frames: number[]; top: number }>('bench.scroll(4000)');
      worst.push(largest(frames));
      all.push({ frames: frames.length, p99: quantile(frames, 0.99), worst: largest(frames), top });
    }
  });
  const what = 'scrolling the whole list: longest frame (median of rounds)';
  return limited({ row: 'T12', what, raw: all }, median(worst), 33, shownMs);
}
