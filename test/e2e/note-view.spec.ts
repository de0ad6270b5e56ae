/** Reading a note: in place of its text and beside it. */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { test as webTest, webName } from './web-fixtures.ts';

const region = (app: Page) => app.getByRole('region', { name: /^(Reading view|阅读视图)$/ });
const frame = (app: Page) => region(app).frameLocator('iframe');
const text = (app: Page) => app.getByRole('textbox', { name: 'Note text' });

async function open(app: Page, title: string): Promise<void> {
  await app.getByRole('listbox', { name: 'Notes' }).getByRole('option', { name: title }).click();
  await expect(text(app)).toBeVisible();
}

async function read(app: Page, title: string): Promise<void> {
  await open(app, title);
  await app.keyboard.press('Control+e');
  await expect(frame(app).locator('.note > *').first()).toBeVisible();
}

const rich = `---
title: 深入理解 V8
date: 2020-01-13 00:15:08 +0000
tags: [javascript, V8]
---

## 开头

这是**我想做的事。**所以，~~旧的。~~然后==要点==。[^1] 质能$E=mc^2$方程，$\\frac{1}$。

- [ ] 要做的
- [x] 做完的

| 甲 | 乙 |
|----|---:|
| 一 | 二 |

\`\`\`js
const a = 'b'; // c
\`\`\`

[到结尾](#结尾) 见[[别的笔记]]与[远处](https://example.com/)

${'段落。\n\n'.repeat(60)}

## 结尾

完。

[^1]: 脚注。
`;

test.describe('a rich note', () => {
  test.use({
    files: {
      'v8.md': rich,
      'other.md': '# 别的笔记\n\n话。\n\n[那篇的结尾](v8.md#%E7%BB%93%E5%B0%BE) [[没有的]]\n',
    },
  });

  test('is read with Mod+E, and written again where it was read', async ({ app }) => {
    await read(app, '深入理解 V8');
    await expect(frame(app).locator('header')).toContainText('深入理解 V8');
    await expect(frame(app).locator('header')).toContainText('2020-01-13');
    await expect(frame(app).locator('header .tag')).toHaveText(['javascript', 'V8']);
    await expect(frame(app).locator('strong').first()).toHaveText('我想做的事。');
    await expect(frame(app).locator('s')).toHaveText('旧的。');
    await expect(frame(app).locator('mark')).toHaveText('要点');
    await expect(frame(app).locator('.katex-html').first()).toBeVisible();
    await expect(frame(app).locator('.formula-error')).toHaveText('\\frac{1}');
    await expect(frame(app).locator('.tok-keyword').first()).toHaveText('const');
    await expect(frame(app).locator('th').nth(1)).toHaveCSS('text-align', 'right');
    await expect(text(app)).toBeHidden();

    await frame(app).getByRole('link', { name: '到结尾' }).click();
    await expect(frame(app).getByRole('heading', { name: '结尾' })).toBeInViewport();
    await app.keyboard.press('Escape');
    await expect(region(app)).toBeHidden();
    await expect(text(app)).toBeFocused();
    await expect(text(app).getByText('完。')).toBeInViewport();

    await app.keyboard.press('Control+e');
    await expect(frame(app).getByRole('heading', { name: '结尾' })).toBeInViewport();
  });

  test('has boxes that change one character of the note, in one step', async ({ app, notebook }) => {
    await read(app, '深入理解 V8');
    await frame(app).getByRole('checkbox', { name: '要做的' }).click();
    await expect.poll(() => notebook.read('v8.md')).toBe(rich.replace('- [ ] 要做的', '- [x] 要做的'));
    await expect(frame(app).getByRole('checkbox', { name: '要做的' })).toBeChecked();
    await app.keyboard.press('Escape');
    await app.keyboard.press('Control+z');
    await expect.poll(() => notebook.read('v8.md')).toBe(rich);
  });

  test('leads to its footnotes, back, and to the web through the one way out', async ({ app }) => {
    await read(app, '深入理解 V8');
    await frame(app).getByRole('link', { name: '[1]' }).click();
    await expect(frame(app).locator('.footnotes')).toBeInViewport();
    await frame(app).locator('.footnote-backref').click();
    await expect(frame(app).getByRole('link', { name: '[1]' })).toBeInViewport();
    await app.evaluate(() => {
      const opened: string[] = [];
      Object.assign(window, { opened, open: (url: string) => void opened.push(url) });
    });
    await frame(app).getByRole('link', { name: '远处' }).click();
    expect(await app.evaluate(() => (window as unknown as { opened: string[] }).opened)).toEqual([
      'https://example.com/',
    ]);
  });

  test('leads to other notes, which are read in their turn', async ({ app }) => {
    await read(app, '深入理解 V8');
    await frame(app).getByRole('link', { name: '别的笔记' }).click();
    await expect(frame(app).locator('.note')).toContainText('话。');
    await expect(text(app)).toBeHidden();
    await frame(app).getByRole('link', { name: '没有的' }).click();
    await expect(app.getByText('There is no note “没有的” yet.')).toBeVisible();
    await frame(app).getByRole('link', { name: '那篇的结尾' }).click();
    await expect(frame(app).getByRole('heading', { name: '结尾' })).toBeInViewport();
  });

  test('is found in, by words', async ({ app }) => {
    await read(app, '深入理解 V8');
    await app.keyboard.press('Control+f');
    await expect(app.getByRole('textbox', { name: 'Find on this page' })).toBeFocused();
    await app.keyboard.type('段落');
    await expect(app.getByText('1 / 60')).toBeVisible();
    await app.keyboard.press('Enter');
    await expect(app.getByText('2 / 60')).toBeVisible();
    await app.keyboard.press('Shift+Enter');
    await app.keyboard.press('Shift+Enter');
    await expect(app.getByText('60 / 60')).toBeVisible();
    await app.keyboard.press('Escape');
    await expect(app.getByRole('textbox', { name: 'Find on this page' })).toBeHidden();
    await expect(region(app)).toBeVisible();
  });

  test('follows what is typed, beside its text, and never while an input method composes', async ({
    app,
  }) => {
    await open(app, '别的笔记');
    await app.getByRole('button', { name: 'Reading beside the text' }).click();
    await expect(frame(app).locator('p').first()).toHaveText('话。');
    await expect(text(app)).toBeVisible();
    await text(app).click();
    await app.keyboard.press('Control+End');
    await app.keyboard.type('**新**的');
    await expect(frame(app).locator('strong')).toHaveText('新');
    const client = await app.context().newCDPSession(app);
    await client.send('Input.imeSetComposition', { text: 'ni', selectionStart: 2, selectionEnd: 2 });
    await app.waitForTimeout(700);
    await expect(frame(app).locator('.note')).not.toContainText('ni');
    await client.send('Input.insertText', { text: '你' });
    await expect(frame(app).locator('.note')).toContainText('你');
    await app.reload();
    await expect(frame(app).locator('strong')).toHaveText('新');
  });

  test('scrolls together with its text, either way', async ({ app }) => {
    await open(app, '深入理解 V8');
    await app.getByRole('button', { name: 'Reading beside the text' }).click();
    await expect(frame(app).locator('.katex-html').first()).toBeVisible();
    const scrollY = () =>
      frame(app)
        .locator('html')
        .evaluate((root) => root.ownerDocument.defaultView?.scrollY);
    const textTop = () => app.locator('.editor-scroller').evaluate((scroller) => scroller.scrollTop);
    await app.locator('.editor-scroller').hover({ position: { x: 40, y: 300 } });
    await app.mouse.wheel(0, 900);
    await expect.poll(scrollY).toBeGreaterThan(300);
    await region(app).locator('iframe').hover();
    await app.mouse.wheel(0, -5000);
    await expect.poll(textTop).toBe(0);
    await expect.poll(scrollY).toBe(0);
  });

  test('has nothing that axe objects to', async ({ app }) => {
    await read(app, '深入理解 V8');
    // axe can't look into a frame without scripts.
    const { violations } = await new AxeBuilder({ page: app })
      .setLegacyMode()
      .options({ iframes: false })
      .analyze();
    const found = violations.flatMap(({ id, nodes }) =>
      nodes
        .filter((node) => id !== 'region' || !node.html.includes('role="separator"'))
        .map((node) => `${id}: ${node.html}`),
    );
    expect(found).toEqual([]);
  });
});

/** What a note may not do: one construct a row, written wherever a note can hold it. */
const forbidden: [string, string][] = [
  ['script', '<script>window.top.__xss=1</script>'],
  ['script in SVG', '<svg><script>window.top.__xss=1</script></svg>'],
  ['iframe', '<iframe src="https://evil.test/"></iframe>'],
  ['srcdoc', '<iframe srcdoc="<script>top.__xss=1</script>"></iframe>'],
  ['object', '<object data="https://evil.test/a.swf"></object>'],
  ['embed', '<embed src="https://evil.test/a.swf">'],
  ['base', '<base href="https://evil.test/">'],
  ['meta', '<meta http-equiv="refresh" content="0;url=https://evil.test/">'],
  ['link', '<link rel="stylesheet" href="https://evil.test/a.css">'],
  [
    'form',
    '<form action="https://evil.test/"><input name="a"><button formaction="https://evil.test/">b</button></form>',
  ],
  ['input', '<input autofocus onfocus="top.__xss=1">'],
  ['textarea', '<textarea>a</textarea>'],
  ['select', '<select><option>a</option></select>'],
  ['map', '<map name="m"><area href="https://evil.test/"></map>'],
  ['noscript', '<noscript><p title="</noscript><img src=x onerror=top.__xss=1>"></noscript>'],
  ['template', '<template><img src=x onerror=top.__xss=1></template>'],
  ['style', '<style>@import url(https://evil.test/a.css); body{display:none}</style>'],
  ['style attribute', '<b style="background:url(https://evil.test/a.png);position:fixed">a</b>'],
  ['on…', '<img src="https://evil.test/a.png" onerror="top.__xss=1">'],
  ['srcset', '<img srcset="https://evil.test/a.png 1x">'],
  [
    'picture',
    '<picture><source srcset="https://evil.test/a.png"><img src="https://evil.test/b.png"></picture>',
  ],
  ['video', '<video src="https://evil.test/a.mp4" poster="https://evil.test/a.png" autoplay></video>'],
  ['audio', '<audio src="https://evil.test/a.mp3"></audio>'],
  ['SVG use', '<svg><use href="https://evil.test/a.svg#b"/></svg>'],
  ['SVG image', '<svg><image href="https://evil.test/a.png"/></svg>'],
  ['foreignObject', '<svg><foreignObject><img src=x onerror=top.__xss=1></foreignObject></svg>'],
  [
    'animate',
    '<svg><a><animate attributeName="href" values="javascript:top.__xss=1"/><text>a</text></a></svg>',
  ],
  ['MathML link', '<math href="javascript:top.__xss=1"><mtext>a</mtext></math>'],
  [
    'MathML annotation',
    '<math><annotation-xml encoding="text/html"><img src=x onerror=top.__xss=1></annotation-xml></math>',
  ],
  ['javascript: in Markdown', '[a](javascript:top.__xss=1)'],
  ['javascript: in HTML', '<a href=" java&#10;script:top.__xss=1">a</a>'],
  ['data: link', '<a href="data:text/html,<script>top.__xss=1</script>">a</a>'],
  ['vbscript:', '[a](vbscript:x)'],
  ['file:', '[a](file:///etc/passwd)'],
  ['clobbering', '<a id="body" name="body">a</a>'],
  ['custom element', '<x-a is="b">a</x-a>'],
  ['comment', '<!--><img src=x onerror=top.__xss=1>-->'],
  ['CDATA', '<![CDATA[<img src=x onerror=top.__xss=1>]]>'],
  ['TeX link', '$\\href{javascript:top.__xss=1}{a}$'],
  ['TeX HTML', '$\\htmlData{a=b}{c}$ $\\includegraphics{https://evil.test/a.png}$'],
];
const contexts: ((html: string) => string)[] = [
  (html) => html,
  (html) => `a ${html} b`,
  (html) => `- a\n- ${html}\n`,
  (html) => `> ${html}\n`,
  (html) => `| a |\n|---|\n| ${html.replaceAll('|', '\\|')} |\n`,
  (html) => `x[^f]\n\n[^f]: ${html}\n`,
];

test.describe('a note that means harm', () => {
  const files = Object.fromEntries(
    contexts.map((within, at) => [
      `harm-${String(at)}.md`,
      `# harm ${String(at)}\n\n${forbidden
        .map(([, html]) => within(html).replaceAll('[^f]', `[^f${html.length}]`))
        .join('\n\n')}\n\nthe end\n`,
    ]),
  );
  test.use({ files });

  for (const at of contexts.keys()) {
    test(`does none in context ${String(at)}: no script runs, nothing is asked for, nothing forbidden is left`, async ({
      app,
    }) => {
      const asked: string[] = [];
      app.on('request', (request) => {
        if (!/^(?:http:\/\/127\.0\.0\.1:|blob:|data:)/.test(request.url())) asked.push(request.url());
      });
      const dialogs: string[] = [];
      app.on('dialog', (dialog) => {
        dialogs.push(dialog.message());
        void dialog.dismiss();
      });
      await read(app, `harm ${String(at)}`);
      await expect(frame(app).locator('.note')).toContainText('the end');
      const left = await frame(app)
        .locator('.note')
        .evaluate((note) => {
          const names =
            'script,iframe,object,embed,base,meta,link,form,textarea,select,button:not(.picture-words > button),map,area,noscript,template,style,' +
            'picture,source,video,audio,use,image,foreignObject,animate,annotation,annotation-xml,semantics,[srcdoc],[formaction],[srcset],[src]';
          const all = [...note.querySelectorAll('*')];
          return [
            ...[...note.querySelectorAll(names)].map((one) => one.localName),
            ...all.filter((one) => one.localName.includes('-')).map((one) => one.localName),
            ...all.flatMap((one) =>
              [...one.attributes]
                .filter(
                  ({ name, value }) =>
                    name.startsWith('on') ||
                    (['href', 'xlink:href', 'action'].includes(name) &&
                      /^\s*(?:\w*script|data|file):/i.test(value)) ||
                    (name === 'style' && /url|position|fixed/i.test(value)) ||
                    (name === 'id' && !value.startsWith('user-content-')),
                )
                .map(({ name, value }) => `${name}=${value}`),
            ),
          ];
        });
      expect(left).toEqual([]);
      for (const link of await frame(app).locator('.note a[href]').all()) await link.click({ force: true });
      expect(await app.evaluate(() => '__xss' in window)).toBe(false);
      expect([asked, dialogs]).toEqual([[], []]);
    });
  }
});

test.describe('a diagram', () => {
  const code =
    'graph TD\n  A["开始<img src=x onerror=top.__xss=1>"] --> B\n  click A "javascript:top.__xss=1"\n';
  test.use({
    files: {
      'diagram.md': `# diagram\n\n\`\`\`mermaid\n${code}\`\`\`\n\n\`\`\`mermaid\ngraph NONSENSE -->\n\`\`\`\n`,
    },
  });

  test('is a picture, and one with an error is its text with what is wrong', async ({ app }) => {
    await read(app, 'diagram');
    const picture = frame(app).locator('img.diagram');
    await expect(picture).toBeVisible({ timeout: 20_000 });
    expect(
      await picture.evaluate((img: HTMLImageElement) => [img.naturalWidth > 20, img.src.slice(0, 5)]),
    ).toEqual([true, 'blob:']);
    await expect(frame(app).locator('.diagram-error')).toContainText('error', { ignoreCase: true });
    await expect(frame(app).locator('pre:not([hidden])')).toBeVisible();
    expect(await app.evaluate(() => '__xss' in window)).toBe(false);
    // What draws it has no origin: it is not let near the app.
    const drawing = app.frames().find((one) => one.url().endsWith('/diagram.html'));
    expect(await drawing?.evaluate(() => window.origin)).toBe('null');
    const reached = await drawing?.evaluate(async () => {
      const tries = [
        () => window.parent.document.title,
        () => localStorage.length,
        () => fetch('https://example.com/'),
        () => fetch('/'),
      ];
      const out: boolean[] = [];
      for (const one of tries) {
        try {
          await one();
          out.push(true);
        } catch {
          out.push(false);
        }
      }
      return out;
    });
    expect(reached).toEqual([false, false, false, false]);
  });
});

test.describe('a note that is made to take long', () => {
  const cells = `|${'**a**|'.repeat(40)}\n`;
  const long = `# long\n\n${cells}|${'-|'.repeat(40)}\n${cells.repeat(4000)}\n\n${'['.repeat(50_000)}\n\n<div>\n\n${'> '.repeat(10_000)}\n`;
  test.use({ files: { 'long.md': long, 'short.md': '# short\n\nwords\n' } });

  test('is laid out or paused, and others are shown as ever', async ({ app }) => {
    await open(app, 'long');
    await app.keyboard.press('Control+e');
    await expect(frame(app).locator('.note').getByText('long').first()).toBeVisible({ timeout: 30_000 });
    await app.getByRole('listbox', { name: 'Notes' }).getByRole('option', { name: 'short' }).click();
    await expect(frame(app).locator('.note')).toContainText('words');
  });
});

test.describe('paper', () => {
  const diagram = '\n```mermaid\ngraph TD; 甲-->乙\n```\n';
  test.use({ files: { 'v8.md': rich + diagram }, colorScheme: 'dark' });

  test('gets the whole note as it reads, in dark too, black on white and without buttons', async ({
    app,
  }) => {
    await open(app, '深入理解 V8');
    // What the printer is given: the system's own dialog can not be driven.
    const printed = app.evaluate(
      () =>
        new Promise<Record<string, unknown>>((done) => {
          new MutationObserver((_, observer) => {
            const frame = document.querySelector<HTMLIFrameElement>('iframe.note-print');
            if (frame === null) return;
            observer.disconnect();
            frame.addEventListener('load', () => {
              const page = frame.contentWindow;
              if (page === null) return;
              page.print = () => {
                const { document: paper } = page;
                const style = page.getComputedStyle(paper.body);
                done({
                  title: paper.title,
                  text: paper.body.innerText,
                  bold: [...paper.querySelectorAll('strong')].map((element) => element.textContent),
                  diagrams: paper.querySelectorAll('img.diagram').length,
                  scripts: paper.scripts.length,
                  ink: style.color,
                });
              };
            });
          }).observe(document.body, { childList: true });
        }),
    );
    await app.keyboard.press('F1');
    await app.keyboard.type('Print');
    await app.getByRole('option', { name: 'Print' }).first().click();
    const paper = await printed;
    expect(paper).toMatchObject({ title: '深入理解 V8', bold: ['我想做的事。'], diagrams: 1, scripts: 0 });
    expect(paper['text']).toContain('完。');
    expect(paper['text']).not.toContain('**');
    const [red = 255] = /\d+/.exec(String(paper['ink'])) ?? [];
    expect(Number(red)).toBeLessThan(90);
    await expect(app.locator('iframe.note-print')).toHaveCount(0);
  });
});

webTest.describe('pictures', () => {
  webTest.use({
    files: {
      'web.md': `# web\n\n![one](${webName}/picture.png)\n\n- <img src="${webName}/picture.jpg" onload="top.__xss=1">\n\n![](${webName}/script.gif)\n\n![svg](${webName}/picture.svg)\n`,
    },
  });

  webTest(
    'of the web are asked for when the person wants them, by the host, and by nothing else',
    async ({ app, web }) => {
      await read(app, 'web');
      await expect(frame(app).locator('.picture-words')).toHaveCount(4);
      await expect(frame(app).locator('.picture-words').first()).toContainText('/picture.png');
      expect(web.log).toEqual([]);
      await frame(app).getByRole('button', { name: 'Load the pictures of this note' }).first().click();
      const shown = frame(app).locator('img[src^="blob:"]');
      await expect(shown).toHaveCount(3);
      await expect
        .poll(() => shown.first().evaluate((img: HTMLImageElement) => img.naturalWidth > 0))
        .toBe(true);
      await expect(frame(app).locator('.picture-words')).toContainText(['not found']);
      expect(await app.evaluate(() => '__xss' in window)).toBe(false);
    },
  );
});
