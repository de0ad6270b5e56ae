import { afterEach, describe, expect, it, vi } from 'vitest';
import { PageThread, type PageLimits } from '../../notes/sources/page-thread.ts';

const url = 'https://example.com/posts/1';
const text = 'A sentence of the article, long enough to be taken for one. '.repeat(12);
const article = page(`<h1>A title</h1><p>${text}</p><p>${text}</p>`);
/** The time of a diff grows with the square of what has the same lines elsewhere: this takes seconds. */
const endless = {
  before: `a\n${Array.from({ length: 4_900 }, () => 'b').join('\n')}\nc`,
  after: `d\n${Array.from({ length: 4_900 }, (_, line) => (line % 2 === 0 ? 'b' : 'e')).join('\n')}\nf`,
  url,
};

function page(body: string): { bytes: Buffer; charset: null; url: string } {
  return { bytes: Buffer.from(`<title>A title</title><article>${body}</article>`), charset: null, url };
}

const opened: PageThread[] = [];
const open = (limits: Partial<PageLimits> = {}): PageThread => {
  const thread = new PageThread(limits);
  opened.push(thread);
  return thread;
};
afterEach(async () => {
  for (const thread of opened.splice(0)) await thread.close();
});

describe('the thread that takes pages apart', () => {
  it('starts when it is first asked', async () => {
    const pages = open();
    expect(pages.isRunning).toBe(false);
    expect(await pages.ask('card', article)).toMatchObject({ kind: 'card', title: 'A title' });
    expect(pages.isRunning).toBe(true);
  });

  it('ends when nobody has asked it for a while, and starts again', async () => {
    const pages = open({ idle: 20 });
    await pages.ask('card', article);
    await vi.waitFor(() => expect(pages.isRunning).toBe(false));
    expect(await pages.ask('copy', article)).toMatchObject({ kind: 'draft', title: 'A title' });
  });

  it('gives up what takes too long, in words, and does what comes next', async () => {
    const pages = open({ other: 1 });
    const ends = await Promise.all([pages.ask('comparison', endless), pages.ask('card', article)]);
    expect(ends[0]).toMatchObject({
      ...{ kind: 'failed', reason: 'too-large', status: null },
      message: `${url} is too large or too complicated to be read.`,
    });
    expect(ends[1]).toMatchObject({ kind: 'card' });
  });

  it('gives up what takes too much memory', async () => {
    // Less than the parsers themselves take.
    const pages = open({ memory: 5 });
    const end = await pages.ask('comparison', endless);
    expect(end).toMatchObject({ kind: 'failed', reason: 'too-large' });
  });

  it('leaves this thread free: it goes on while a page is taken apart', async () => {
    const pages = open({ other: 400 });
    await pages.ask('card', article);
    let turns = 0;
    const counting = setInterval(() => turns++, 5);
    await pages.ask('comparison', endless);
    clearInterval(counting);
    expect(turns).toBeGreaterThan(5);
  });

  it('is stopped by who asked, and the others are answered', async () => {
    const pages = open();
    await pages.ask('card', article);
    const stop = new AbortController();
    const left = pages.ask('comparison', endless, stop.signal);
    const next = pages.ask('card', article);
    stop.abort(new Error('no more'));
    await expect(left).rejects.toThrow('no more');
    expect(await next).toMatchObject({ kind: 'card' });
  });

  it('is ended by closing, whatever it does; nobody waits for ever', async () => {
    const pages = open();
    await pages.ask('card', article);
    const asked = [pages.ask('comparison', endless), pages.ask('card', article)];
    const ends = Promise.allSettled(asked);
    await pages.close();
    expect((await ends).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(pages.isRunning).toBe(false);
    await expect(pages.ask('card', article)).rejects.toThrow('The notebook is closed.');
  });

  it('says in words that a page could not be read', async () => {
    const broken = { before: null as never, after: '', url };
    const saying = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    expect(await open().ask('comparison', broken)).toMatchObject({
      ...{ kind: 'failed', reason: 'failed', message: `${url} could not be read.` },
    });
    expect(saying).toHaveBeenCalledOnce();
    saying.mockRestore();
  });
});
