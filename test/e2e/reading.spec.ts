/** Reading a copy, and taking from it into the note. */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test, webName } from './web-fixtures.ts';

const region = (app: Page) => app.getByRole('region', { name: /^(Reading view|阅读视图)$/ });
const frame = (app: Page) => region(app).frameLocator('iframe');
const sources = (app: Page) => app.getByRole('complementary', { name: 'Sources' });
const text = (app: Page) => app.getByRole('textbox', { name: 'Note text' });

/** A copy written by hand, as anybody may do. */
function copyOf(url: string, title: string, markdown: string): string {
  return `---\nurl: ${url}\ntitle: ${JSON.stringify(title)}\nauthor: Somebody\ndate: "2019-08-08"\nfetched: "2026-11-20T10:00:00.000Z"\n---\n\n${markdown}\n`;
}

async function openNote(app: Page, title: string): Promise<void> {
  await app
    .getByRole('listbox', { name: /^(Notes|笔记)$/ })
    .getByRole('option', { name: title })
    .click();
}

async function read(app: Page, title: string): Promise<void> {
  const card = sources(app).getByRole('article', { name: title });
  await card.getByRole('button', { name: title, exact: true }).click();
  await card.getByRole('button', { name: 'Read copy' }).click();
  await expect(frame(app).locator('article')).toBeVisible();
}

async function readFromList(app: Page, title: string): Promise<void> {
  const views = app.getByRole('navigation', { name: 'Views' });
  await views.getByRole('button', { name: 'Sources' }).click();
  const list = app.locator('[data-pane="list"]').getByRole('listbox', { name: 'Sources' });
  await list.getByRole('option', { name: title }).click({ button: 'right' });
  await app.getByRole('menuitem', { name: 'Read copy' }).click();
  await expect(frame(app).locator('article')).toBeVisible();
}

async function run(app: Page, command: string): Promise<void> {
  await app.keyboard.press('F1');
  await app.keyboard.type(command);
  await app.getByRole('option', { name: command }).first().click();
}

test.describe('an article of the web', () => {
  test.use({
    files: {
      'serverless.md': `# Serverless\n\n## 网上文章\n\n### [落地挑战](${webName}/drifts/1)\n\n- **M-N的扩容速度**（需要验证）\n- 这是我自己的一句想法\n\n> 按接口拆分的函数我从来没有见过成功的例子\n\n### [别的](https://example.com/other)\n\n别的话。\n`,
    },
  });

  test('is kept, read, quoted with one undo step, and led back to', async ({ app, notebook, web }) => {
    await openNote(app, 'Serverless');
    const card = sources(app).getByRole('article', { name: '落地挑战' });
    await card.getByRole('button', { name: '落地挑战', exact: true }).click();
    expect(web.log).toEqual([]);
    await card.getByRole('button', { name: 'Keep a copy' }).click();
    await expect(card.getByRole('button', { name: 'Read copy' })).toBeVisible({ timeout: 15_000 });
    await read(app, '落地挑战');
    const asked = web.log.length;
    const before = notebook.read('serverless.md');
    await expect(frame(app).getByRole('heading', { level: 1 })).toHaveText(
      'Serverless 落地挑战与蚂蚁金服实践',
    );
    await expect(frame(app).locator('header')).toContainText('林意群');
    await expect(frame(app).locator('header')).toContainText('kept on');
    // Its pictures come out of the notebook.
    await expect
      .poll(() =>
        frame(app)
          .locator('img')
          .first()
          .evaluate((img: HTMLImageElement) => [img.naturalWidth > 0, img.src.startsWith('blob:')]),
      )
      .toEqual([true, true]);
    await region(app).getByRole('button', { name: '1 of 2 excerpts is not found in this copy' }).click();
    await expect(region(app).getByRole('listitem').filter({ hasText: '想法' })).toContainText(
      'not in the article',
    );
    await expect(region(app).getByRole('listitem').filter({ hasText: '按接口' })).toContainText('not found');

    const paragraph = frame(app).locator('p', { hasText: '没有银弹' });
    await paragraph.click({ clickCount: 3 });
    await region(app).getByRole('button', { name: 'Quote into note' }).click();
    await expect(app.getByText('Quoted into “Serverless”')).toBeVisible();
    await expect
      .poll(() => notebook.read('serverless.md'))
      .toMatch(
        /> 没有银弹：快照恢复之后，连接池里的连接都已经断开了，需要重新建立。\n>\n> — \[原文\]\(.*#:~:text=.*\)\n\n### \[别的\]/,
      );
    await expect(region(app)).toContainText('1 of 3 excerpts is not found in this copy');
    expect(await app.evaluate(() => document.activeElement?.tagName)).toBe('IFRAME');

    // From the article to the note: a click on what is marked.
    await frame(app)
      .locator('p', { hasText: '没有银弹' })
      .click({ position: { x: 40, y: 12 } });
    await expect(text(app)).toBeFocused();
    await expect(app.locator('.cm-activeLine, .cm-line', { hasText: '没有银弹' }).first()).toBeInViewport();
    await app.keyboard.press('ControlOrMeta+z');
    await expect.poll(() => notebook.read('serverless.md')).toBe(before);
    expect(web.log.length).toBe(asked);

    // From the note to the article.
    await text(app).getByText('M-N的扩容速度').click();
    await run(app, 'Find in the article');
    await expect
      .poll(() =>
        frame(app)
          .locator('body')
          .evaluate(() => [...(CSS.highlights.get('here') ?? [])].map(String).join()),
      )
      .toContain('M-N 的扩容速度');
    expect(web.log.length).toBe(asked);
  });

  test('is compared with the page of today when somebody asks, and not before', async ({ app, web }) => {
    await openNote(app, 'Serverless');
    const card = sources(app).getByRole('article', { name: '落地挑战' });
    await card.getByRole('button', { name: '落地挑战', exact: true }).click();
    await card.getByRole('button', { name: 'Keep a copy' }).click();
    await expect(card.getByRole('button', { name: 'Read copy' })).toBeVisible({ timeout: 15_000 });
    await read(app, '落地挑战');
    const asked = web.log.length;
    const compare = region(app).getByRole('button', { name: 'Compare with the page of today' });
    await compare.click();
    await expect(region(app)).toContainText('The page of today says the same as this copy.');
    expect(web.log.length).toBeGreaterThan(asked);
    web.edition = 2;
    await compare.click();
    await expect(region(app)).toContainText('The page has changed since you kept this copy');
    await expect(region(app).locator('.reading-diff [data-kind="gone"]').first()).toContainText('−');
    await web.close();
    await compare.click();
    await expect(region(app)).toContainText('could not be');
  });
});

const script = 'window.__ran=(window.__ran||0)+1;parent.__ran=1;top.__ran=1';
const hostile = [
  `<script>${script}</script>`,
  `<img src=x onerror="${script}"> <img src="http://evil.test/pixel.png">`,
  `<svg onload="${script}"><a xlink:href="javascript:${script}"><text>svg</text></a></svg>`,
  `<iframe srcdoc="<script>parent.${script}</script>"></iframe> <object data="http://evil.test/o"></object>`,
  '<style>@import "http://evil.test/a.css"; body { background: url(http://evil.test/b.png) }</style>',
  '<meta http-equiv="refresh" content="0;url=http://evil.test/"> <base href="http://evil.test/">',
  `<form action="http://evil.test/"><input autofocus onfocus="${script}"><button>go</button></form>`,
  `[script link](javascript:${script}) [data link](data:text/html,<script>${script}</script>)`,
  '![far picture](http://evil.test/far.png) ![x](//evil.test/near.png) ![y](../../../etc/passwd)',
  `<math><mtext><table><mglyph><style><img src=x onerror="${script}"></style></mglyph></table></mtext></math>`,
  `| a |\n|---|\n| <img src=x onerror="${script}"> |`,
  '[ref]\n\n[ref]: javascript:alert(1)',
  `\`\`\`"><img src=x onerror="${script}">\ncode\n\`\`\``,
  'the last words',
].join('\n\n');

test.describe('a copy full of attacks', () => {
  test.use({
    files: {
      'bad.md': '# Bad\n\n### [Evil](https://example.com/evil)\n\nNoted.\n',
      '.gleaner/copies/evil.md': copyOf(
        'https://example.com/evil',
        `<img src=x onerror="${script}">\u202Egnp`,
        hostile,
      ),
    },
  });

  test('runs nothing, asks for nothing, and shows its text', async ({ app, served, web }) => {
    const foreign: string[] = [];
    app.on('request', (request) => {
      if (!request.url().startsWith(served.origin) && !/^(?:data|blob|about):/.test(request.url()))
        foreign.push(request.url());
    });
    app.on('dialog', (dialog) => {
      foreign.push(`dialog ${dialog.message()}`);
      void dialog.dismiss();
    });
    app.on('popup', (popup) => foreign.push(`popup ${popup.url()}`));
    await openNote(app, 'Bad');
    await read(app, 'Evil');
    const page = frame(app).locator('body');
    await expect(page).toContainText('the last words');
    await expect(page).toContainText('<script>window.__ran');
    await expect(page.getByRole('heading', { level: 1 })).toContainText('<img src=x onerror=');
    const found = await page.evaluate((body) => {
      const all = [...body.querySelectorAll('*')];
      const attributes = all.flatMap((one) =>
        [...one.attributes].map(({ name, value }) => `${name}=${value}`),
      );
      return {
        tags: [...new Set(all.map((one) => one.localName))],
        bad: attributes.filter((one) =>
          /^on|^style=|^src=(?!blob:)|srcdoc|javascript:|^href=data:/i.test(one),
        ),
        places: all.flatMap((one) => (one instanceof HTMLAnchorElement ? [one.protocol] : [])),
      };
    });
    expect(found.bad).toEqual([]);
    const known = 'article header div h1 wbr p a span pre code table thead tbody tr th td'.split(' ');
    expect(found.tags.filter((tag) => !known.includes(tag))).toEqual([]);
    expect(found.places.filter((one) => !/^https?:$|^:$/.test(one))).toEqual([]);
    // What an own picture can't be had for stands as its words; a far one as a link that nobody follows by itself.
    await expect(page.getByRole('link', { name: 'far picture' })).toHaveAttribute(
      'href',
      'http://evil.test/far.png',
    );
    await app.waitForTimeout(1000);
    expect(await app.evaluate(() => (window as { __ran?: number }).__ran ?? 0)).toBe(0);
    expect(foreign).toEqual([]);
    expect(web.log).toEqual([]);
  });

  test('would run nothing and ask for nothing if all of it came through', async ({ app, web }) => {
    await openNote(app, 'Bad');
    await read(app, 'Evil');
    // As if there were no sanitiser: elements made by hand in the frame, each of which runs or loads in other pages.
    await app.evaluate(
      ([code = '', far = '']) => {
        const inside = document.querySelector('iframe')?.contentDocument;
        if (inside == null) throw new Error('No frame.');
        const add = (tag: string, attributes: Record<string, string>, words = '') => {
          const element = inside.createElement(tag);
          try {
            for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
            element.textContent = words;
          } catch {
            // Trusted types refuse it before the sandbox does.
          }
          inside.body.append(element);
        };
        for (const target of ['img', 'iframe', 'video', 'embed']) add(target, { src: `${far}/picture.png` });
        add('link', { rel: 'stylesheet', href: `${far}/x.css` });
        add('style', {}, `body { background: url(${far}/b.png) }`);
        add('div', { style: `background: url(${far}/c.png)` }, 'styled');
        add('meta', { 'http-equiv': 'refresh', content: `0;url=${far}/` });
        add('script', {}, code);
        add('img', { src: 'x', onerror: code });
      },
      [script, web.origin],
    );
    await app.waitForTimeout(1000);
    expect(await app.evaluate(() => (window as { __ran?: number }).__ran ?? 0)).toBe(0);
    // Told by the server: a browser also names requests that its policy stops.
    expect(web.log).toEqual([]);
    await expect(frame(app).locator('article')).toBeVisible();
  });

  test('is sandboxed without scripts, in a page that takes HTML from one policy only', async ({ app }) => {
    await openNote(app, 'Bad');
    await read(app, 'Evil');
    await expect(region(app).locator('iframe')).toHaveAttribute('sandbox', 'allow-same-origin');
    const refused = await app.evaluate(() => {
      try {
        new DOMParser().parseFromString('<p>x</p>', 'text/html');
        return false;
      } catch {
        return true;
      }
    });
    expect(refused).toBe(true);
  });
});

const paragraphs = Array.from(
  { length: 40 },
  (_, i) => `Paragraph ${String(i + 1)}. ${'Large services need a whole that is predictable. '.repeat(4)}`,
);

test.describe('a copy at hand', () => {
  test.use({
    contextOptions: { reducedMotion: 'reduce' },
    files: {
      'tail.md':
        '# Latency\n\n### [The tail](https://example.com/tail)\n\nLarge services need a whole that is predictable.\n\n### [Elsewhere](https://example.com/t/2)\n\nShort.\n',
      'z-again.md':
        '# A second look\n\nThe same article, cited twice: [The tail](https://example.com/tail)\n',
      'other.md': '# Something else\n\nNo source here.\n',
      '.gleaner/copies/tail.md': copyOf(
        'https://example.com/tail',
        'The Tail at Scale',
        `[A link](https://example.com/elsewhere) and [the end](#the-end).\n\n| a | b |\n|---|---|\n| c | d |\n\n${paragraphs.join('\n\n')}\n\n## The end\n\nLast words.`,
      ),
    },
  });

  test('is read full width with keys, and is there again where it was left', async ({ app }) => {
    await openNote(app, 'Latency');
    await read(app, 'The tail');
    await region(app).getByRole('button', { name: 'Read full width' }).click();
    await expect(app.getByRole('main').getByRole('region', { name: 'Reading view' })).toBeVisible();
    await expect(text(app)).toBeHidden();
    await expect(app.getByRole('status')).toBeVisible();
    await expect(frame(app).locator('article')).toBeVisible();
    const scrolled = () =>
      frame(app)
        .locator('body')
        .evaluate(() => window.scrollY);
    await expect.poll(() => app.evaluate(() => document.activeElement?.tagName)).toBe('IFRAME');
    let before = 0;
    for (const key of ['PageDown', 'Space', 'Space']) {
      await app.keyboard.press(key);
      // Chromium may drop a key while it still scrolls.
      let last = before;
      await expect
        .poll(async () => {
          const isStill = last > before + 200 && last === (await scrolled());
          last = await scrolled();
          return isStill;
        })
        .toBe(true);
      before = last;
    }
    expect(before).toBeGreaterThan(1200);
    const top = () =>
      frame(app)
        .locator('body')
        .evaluate((body) =>
          [...body.querySelectorAll('div > p')]
            .find((p) => p.getBoundingClientRect().bottom > 0)
            ?.textContent.slice(0, 14),
        );
    await app.waitForTimeout(300);
    const there = await top();
    await app.keyboard.press('Escape');
    await expect(sources(app).getByRole('region', { name: 'Reading view' })).toBeVisible();
    await expect(text(app)).toBeVisible();
    await expect(frame(app).locator('article')).toBeVisible();
    expect(await top()).toBe(there);
    await region(app).getByRole('button', { name: 'Back to the sources' }).click();
    await expect(sources(app).getByRole('button', { name: 'Read copy' })).toBeFocused();
    await app.reload();
    await openNote(app, 'Latency');
    await read(app, 'The tail');
    expect(await top()).toBe(there);
  });

  test('opens its links outside with a click, and its own headings inside', async ({ app, context }) => {
    await openNote(app, 'Latency');
    await read(app, 'The tail');
    await context.route('https://example.com/**', (route) => route.fulfill({ body: 'elsewhere' }));
    const opened = context.waitForEvent('page');
    await frame(app).getByRole('link', { name: 'A link' }).click();
    expect((await opened).url()).toBe('https://example.com/elsewhere');
    await frame(app).getByRole('link', { name: 'the end' }).click();
    await expect(frame(app).getByRole('heading', { name: 'The end' })).toBeInViewport();
    await expect(frame(app).locator('article')).toBeVisible();
  });

  test('remembers the size of its letters and its light', async ({ app }) => {
    await openNote(app, 'Latency');
    await read(app, 'The tail');
    const look = () =>
      frame(app)
        .locator('p')
        .nth(3)
        .evaluate((p) => {
          const style = getComputedStyle(p);
          return [style.fontSize, getComputedStyle(document.documentElement).backgroundColor];
        });
    await region(app).getByRole('button', { name: 'Letters and light' }).click();
    await region(app).getByRole('button', { name: 'Larger letters' }).click();
    await region(app).getByRole('button', { name: 'Sepia' }).click();
    await expect.poll(look).toEqual(['17px', 'rgb(246, 237, 216)']);
    await app.reload();
    await openNote(app, 'Latency');
    await read(app, 'The tail');
    await expect.poll(look).toEqual(['17px', 'rgb(246, 237, 216)']);
  });

  test('is quoted with the keys into the note that has its source, which is offered where another is open', async ({
    app,
    notebook,
  }) => {
    await openNote(app, 'Something else');
    await readFromList(app, 'The tail');
    await frame(app).locator('p', { hasText: 'Paragraph 2.' }).click({ clickCount: 3 });
    await app.keyboard.press('ControlOrMeta+Shift+Period');
    await app.getByRole('button', { name: 'Quote into “Latency”' }).click();
    await expect.poll(() => notebook.read('tail.md')).toContain('> Paragraph 2. Large services');
    expect(notebook.read('other.md')).toBe('# Something else\n\nNo source here.\n');
    await expect(sources(app).getByRole('region', { name: 'Reading view' })).toBeVisible();
  });

  test('gives way to the sources of a note that does not cite it, and is at its place again later', async ({
    app,
  }) => {
    await openNote(app, 'Latency');
    await read(app, 'The tail');
    await frame(app).locator('p', { hasText: 'Paragraph 20.' }).scrollIntoViewIfNeeded();
    const scrolled = () =>
      frame(app)
        .locator('body')
        .evaluate(() => Math.round(window.scrollY));
    const before = await scrolled();
    expect(before).toBeGreaterThan(300);
    await openNote(app, 'A second look');
    await expect(text(app)).toContainText('cited twice');
    expect(await scrolled()).toBe(before);
    await openNote(app, 'Something else');
    await expect(region(app)).toHaveCount(0);
    await expect(sources(app)).toContainText('No sources in this note');
    await openNote(app, 'Latency');
    await expect(sources(app).getByRole('article', { name: 'The tail' })).toBeVisible();
    await read(app, 'The tail');
    await expect.poll(async () => Math.abs((await scrolled()) - before)).toBeLessThan(5);
  });

  test('is left with Escape from every place in it, one step at a time', async ({ app }) => {
    await openNote(app, 'Latency');
    const button = sources(app).getByRole('button', { name: 'Read copy' });
    const places = {
      'the heading': () => frame(app).getByRole('heading', { level: 1 }).click(),
      'the text': () => frame(app).locator('p', { hasText: 'Paragraph 1.' }).click(),
      'a button': () => region(app).getByRole('button', { name: 'Mark as read' }).focus(),
      'the line of excerpts': () =>
        region(app)
          .getByRole('button', { name: /excerpt/ })
          .focus(),
      nothing: () => app.evaluate(() => (document.activeElement as HTMLElement | null)?.blur()),
    };
    for (const [place, go] of Object.entries(places)) {
      await test.step(place, async () => {
        await read(app, 'The tail');
        await go();
        await app.keyboard.press('Escape');
        await expect(region(app)).toHaveCount(0);
        await expect(button).toBeFocused();
      });
    }
    // What is open in it closes first, then what is selected is let go.
    await read(app, 'The tail');
    await region(app).getByRole('button', { name: 'Read full width' }).click();
    await region(app).getByRole('button', { name: 'Letters and light' }).click();
    await frame(app).locator('p', { hasText: 'Paragraph 1.' }).click({ clickCount: 3 });
    const quoteButton = region(app).getByRole('button', { name: 'Quote into note' });
    await expect(quoteButton).toBeVisible();
    await app.keyboard.press('Escape');
    await expect(region(app).getByRole('button', { name: 'Larger letters' })).toHaveCount(0);
    await app.keyboard.press('Escape');
    await expect(quoteButton).toHaveCount(0);
    await app.keyboard.press('Escape');
    await expect(sources(app).getByRole('region', { name: 'Reading view' })).toBeVisible();
    await expect(frame(app).locator('article')).toBeVisible();
    await app.keyboard.press('Escape');
    await expect(button).toBeFocused();
    // Where it is a drawer, or the whole window.
    for (const width of [1024, 700, 390]) {
      await test.step(`${String(width)} px wide`, async () => {
        await app.setViewportSize({ width: 1440, height: 900 });
        await read(app, 'The tail');
        await app.setViewportSize({ width, height: 800 });
        await frame(app).getByRole('heading', { level: 1 }).click();
        await app.keyboard.press('Escape');
        await expect(region(app)).toHaveCount(0);
        await expect(button).toBeFocused();
      });
    }
  });

  test('alone in the window covers all other panes and says where quotes go', async ({ app }) => {
    await openNote(app, 'Latency');
    await read(app, 'The tail');
    await region(app).getByRole('button', { name: 'Read full width' }).click();
    await expect(frame(app).locator('article')).toBeVisible();
    await expect(app.getByRole('navigation', { name: 'Views' })).toBeHidden();
    await expect(app.getByRole('listbox', { name: 'Notes' })).toBeHidden();
    await expect(text(app)).toBeHidden();
    await expect(app.getByRole('status')).toHaveText('Saved');
    const width = app.viewportSize()?.width ?? 0;
    await expect(async () => {
      const box = await region(app).boundingBox();
      expect([box?.x, box?.width]).toEqual([0, width]);
      const line = await frame(app).locator('p', { hasText: 'Paragraph 1.' }).boundingBox();
      expect(Math.abs((line?.x ?? 0) + (line?.width ?? 0) / 2 - width / 2)).toBeLessThan(20);
      expect(line?.width).toBeLessThan(720);
    }).toPass({ timeout: 10_000 });
    await region(app).getByRole('button', { name: 'Quotes go into “Latency”' }).click();
    await expect(text(app)).toBeFocused();
    await expect(sources(app).getByRole('region', { name: 'Reading view' })).toBeVisible();
    // The keys of another pane lead there.
    await region(app).getByRole('button', { name: 'Read full width' }).click();
    await expect(text(app)).toBeHidden();
    await app.keyboard.press('ControlOrMeta+Shift+f');
    await expect(app.getByRole('searchbox', { name: 'Search notes' })).toBeFocused();
  });

  test('has its quotes taken back from where they were made', async ({ app, notebook }) => {
    await openNote(app, 'Latency');
    await read(app, 'The tail');
    await region(app).getByRole('button', { name: 'Read full width' }).click();
    await expect(frame(app).locator('article')).toBeVisible();
    const before = notebook.read('tail.md');
    const quote = async (words: string) => {
      await frame(app).locator('p', { hasText: words }).click({ clickCount: 3 });
      await region(app).getByRole('button', { name: 'Quote into note' }).click();
      await expect.poll(() => notebook.read('tail.md')).toContain(`> ${words}`);
    };
    await quote('Paragraph 2.');
    const notice = app.locator('.toast', { hasText: 'Quoted into “Latency”' });
    await expect(notice.getByRole('button', { name: 'Show in the note' })).toBeVisible();
    await expect(async () => {
      const line = await region(app).locator('.reading-excerpts-line').boundingBox();
      const over = await notice.boundingBox();
      expect(over).not.toBeNull();
      expect((over?.y ?? 0) + (over?.height ?? 0)).toBeLessThanOrEqual(line?.y ?? 0);
    }).toPass({ timeout: 10_000 });
    await app.keyboard.press('ControlOrMeta+z');
    await expect(app.getByText('The quote was taken out of “Latency” again')).toBeVisible();
    await expect.poll(() => notebook.read('tail.md')).toBe(before);
    await expect(notice).toHaveCount(0);
    await quote('Paragraph 3.');
    await notice.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => notebook.read('tail.md')).toBe(before);

    // Also after something else was written in the note.
    await quote('Paragraph 1.');
    await region(app).getByRole('button', { name: 'Quotes go into “Latency”' }).click();
    await app.keyboard.press('ControlOrMeta+Home');
    await app.keyboard.type('Before. ');
    await expect.poll(() => notebook.read('tail.md')).toContain('Before. ');
    await frame(app).getByRole('heading', { level: 1 }).click();
    await app.keyboard.press('ControlOrMeta+z');
    await expect.poll(() => notebook.read('tail.md')).not.toContain('Paragraph 1.');
    expect(notebook.read('tail.md')).toContain('Before. ');
  });

  test('says long enough where a quote went, and as long as it is pointed at', async ({ app }) => {
    await openNote(app, 'Latency');
    await read(app, 'The tail');
    await app.clock.install();
    await frame(app).locator('p', { hasText: 'Paragraph 2.' }).click({ clickCount: 3 });
    await region(app).getByRole('button', { name: 'Quote into note' }).click();
    const notice = app.locator('.toast', { hasText: 'Quoted into “Latency”' });
    await expect(notice).toBeVisible();
    await app.clock.fastForward(10_000);
    await notice.hover();
    await app.clock.fastForward(60_000);
    await expect(notice).toBeVisible();
    await app.mouse.move(5, 5);
    await app.clock.fastForward(10_000);
    await expect(notice).toBeVisible();
    await app.clock.fastForward(10_000);
    await expect(notice).toHaveCount(0);
  });

  test('makes its article one that is read, which the person may change', async ({ app, notebook }) => {
    await openNote(app, 'Latency');
    await read(app, 'The tail');
    const state = () =>
      notebook.exists('.gleaner/reading.json') ? notebook.read('.gleaner/reading.json') : '';
    await expect.poll(state).toContain('"reading"');
    const isRead = region(app).getByRole('button', { name: 'Mark as read' });
    await expect(isRead).toHaveAttribute('aria-pressed', 'false');
    await isRead.click();
    await expect(isRead).toHaveAttribute('aria-pressed', 'true');
    await expect.poll(state).toContain('"state": "read"');
    await app.keyboard.press('Escape');
    const card = sources(app).getByRole('article', { name: 'The tail' });
    await expect(card.locator('.source-states')).toContainText('Read');
    await read(app, 'The tail');
    await expect(isRead).toHaveAttribute('aria-pressed', 'true');
    await app.keyboard.press('Escape');
    await card.getByRole('button', { name: 'Actions' }).click();
    await app.getByRole('menuitemradio', { name: 'Unread' }).click();
    await expect.poll(state).not.toContain('example.com/tail');
  });

  test('that was saved at another address is quoted with the address of the note', async ({
    app,
    notebook,
  }) => {
    await openNote(app, 'Latency');
    const card = sources(app).getByRole('article', { name: 'Elsewhere' });
    const page = `<!-- saved from url=(0034)https://elsewhere.example/p/story --><html><body><article><h1>Story</h1>${'<p>A paragraph of the saved page that is long enough to be an article.</p>'.repeat(20)}<p>The words that are quoted.</p></article></body></html>`;
    await card.getByRole('button', { name: 'Elsewhere', exact: true }).click();
    await card.getByRole('button', { name: 'Actions' }).click();
    const [chooser] = await Promise.all([
      app.waitForEvent('filechooser'),
      app.getByRole('menuitem', { name: 'Import a saved page…' }).click(),
    ]);
    await chooser.setFiles({ name: 'story.html', mimeType: 'text/html', buffer: Buffer.from(page) });
    await read(app, 'Elsewhere');
    await expect(frame(app).locator('header')).toContainText('elsewhere.example');
    await frame(app).locator('p', { hasText: 'The words that are quoted.' }).click({ clickCount: 3 });
    await region(app).getByRole('button', { name: 'Quote into note' }).click();
    await expect
      .poll(() => notebook.read('tail.md'))
      .toContain('(https://example.com/t/2#:~:text=The%20words%20that%20are%20quoted.)');
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    for (const language of ['en', 'zh']) {
      test(`is accessible, in ${language} and ${colorScheme}`, async ({ page, served }) => {
        await page.emulateMedia({ colorScheme });
        await page.goto(served.address.replace('/#', `/?lang=${language}#`));
        await openNote(page, 'Latency');
        const card = page.getByRole('article', { name: 'The tail' });
        await card.getByRole('button', { name: 'The tail', exact: true }).click();
        await card.locator('[data-reads]').click();
        await expect(frame(page).locator('article')).toBeVisible();
        const seen = async () => {
          // No script runs in the frame, so axe can't either; its colours are measured in test/renderer/.
          const axe = new AxeBuilder({ page }).setLegacyMode().options({ iframes: false });
          const { violations } = await axe.analyze();
          return violations.flatMap(({ id, nodes }) =>
            nodes
              .filter((node) => id !== 'region' || !node.html.includes('role="separator"'))
              .map((node) => `${id}: ${node.target.join(' ')}`),
          );
        };
        expect(await seen()).toEqual([]);
        await region(page)
          .getByRole('button', { name: /Letters and light|字号与明暗/ })
          .click();
        await region(page)
          .getByRole('button', { name: /excerpt|摘录/ })
          .click();
        await frame(page).locator('p', { hasText: 'Paragraph 2.' }).click({ clickCount: 3 });
        await expect(region(page).getByRole('button', { name: /Quote into note|摘录到笔记/ })).toBeVisible();
        expect(await seen()).toEqual([]);
        await region(page)
          .getByRole('button', { name: /Read full width|全宽阅读/ })
          .click();
        await expect(frame(page).locator('article')).toBeVisible();
        expect(await seen()).toEqual([]);
      });
    }
  }
});
