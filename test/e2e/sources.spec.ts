/** The sources pane: the articles that the open note collects. */
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

const pane = (app: Page) => app.getByRole('complementary', { name: 'Sources' });
const card = (app: Page, name: string) => pane(app).getByRole('article', { name, exact: true });
const open = (app: Page, title: string) =>
  app.getByRole('listbox', { name: 'Notes' }).getByRole('option', { name: title, exact: true }).click();

const titles = [
  'Serverless 落地挑战与蚂蚁金服实践',
  '初识 Knative：跨平台的 Serverless 编排框架',
  '酷家乐的 Istio 与 Knative 实践',
  '进击的serverless',
];

test.describe('of the starter note', () => {
  test.beforeEach(async ({ app }) => open(app, 'serverless资料收集'));

  test('its four articles stand in order with site and excerpt', async ({ app }) => {
    await expect(pane(app).getByRole('article')).toHaveCount(4);
    for (const [index, title] of titles.entries()) {
      await expect(pane(app).getByRole('article').nth(index)).toHaveAccessibleName(title);
    }
    await expect(card(app, '进击的serverless')).toContainText('zhuanlan.zhihu.com');
    await expect(card(app, '进击的serverless')).toContainText('Your excerpt: 为什么会有serverless');
  });

  test('each opens in a tab of its own that cannot reach back', async ({ app, context }) => {
    const link = card(app, '进击的serverless').getByRole('link', { name: 'Open article' });
    await expect(link).toHaveAttribute('href', 'https://zhuanlan.zhihu.com/p/89480241');
    await expect(link).toHaveAttribute('rel', 'noopener noreferrer');
    await context.route('https://zhuanlan.zhihu.com/**', (route) => route.fulfill({ body: 'The article.' }));
    const [article] = await Promise.all([context.waitForEvent('page'), link.click()]);
    await article.waitForLoadState();
    expect(article.url()).toBe('https://zhuanlan.zhihu.com/p/89480241');
    expect(await article.evaluate(() => window.opener === null && document.referrer === '')).toBe(true);
  });

  test('selecting one moves the editor to its heading and marks the card', async ({ app }) => {
    await card(app, '进击的serverless').getByRole('button', { name: '进击的serverless' }).click();
    await expect(app.getByRole('textbox', { name: 'Note text' })).toBeFocused();
    await expect(card(app, '进击的serverless')).toHaveAttribute('aria-current', 'true');
    await expect(app.getByText('https://zhuanlan.zhihu.com/p/89480241')).toBeInViewport();
    await expect(pane(app).locator('article[aria-current]')).toHaveCount(1);
  });

  test('nothing is asked of the network by showing them', async ({ app, served }) => {
    const elsewhere: string[] = [];
    app.on('request', (request) => {
      if (!request.url().startsWith(served.origin) && !request.url().startsWith('data:'))
        elsewhere.push(request.url());
    });
    await app.reload();
    await open(app, 'serverless资料收集');
    await expect(pane(app).getByRole('article')).toHaveCount(4);
    expect(elsewhere).toEqual([]);
  });

  test('they float over the text in a window too narrow for four panes', async ({ app }) => {
    await app.setViewportSize({ width: 1000, height: 700 });
    await expect(pane(app)).toBeHidden();
    await app.getByRole('button', { name: 'Show sources' }).click();
    await expect(pane(app).getByRole('article')).toHaveCount(4);
    await app.keyboard.press('Escape');
    await expect(pane(app)).toBeHidden();
    const text = app.getByRole('textbox', { name: 'Note text' });
    await expect(text).toBeFocused();
    const show = app.getByRole('button', { name: 'Show sources' });
    await show.click();
    await card(app, '进击的serverless').getByRole('button', { name: '进击的serverless' }).click();
    await expect(pane(app)).toBeHidden();
    await expect(text).toBeFocused();
    await show.click();
    await expect(pane(app)).toBeVisible();
    await text.focus();
    await app.keyboard.press('Escape');
    await expect(pane(app)).toBeHidden();
    await show.click();
    await expect(pane(app)).toBeVisible();
    await text.click({ position: { x: 5, y: 5 } });
    await expect(pane(app)).toBeHidden();
  });

  test('no card moves before the pointer leaves them, and the excerpt is a way too', async ({ app }) => {
    const [first = '', second = '', third = ''] = titles;
    await card(app, first).getByRole('button', { name: first }).click();
    await expect(card(app, first)).toHaveAttribute('aria-current', 'true');
    const top = async (name: string) => (await card(app, name).boundingBox())?.y ?? 0;
    const before = [await top(first), await top(second)];
    await card(app, second).getByText('Your excerpt').click();
    await expect(card(app, second)).toHaveAttribute('aria-current', 'true');
    expect([await top(first), await top(second)]).toEqual(before);
    await expect(pane(app).locator('article[data-open="true"]')).toHaveCount(2);
    const ofThird = await top(third);
    await card(app, third).getByRole('button', { name: third }).click();
    await expect(card(app, third)).toHaveAttribute('aria-current', 'true');
    expect(await top(third)).toBe(ofThird);
    await app.mouse.move(600, 400);
    await expect(pane(app).locator('article[data-open="true"]')).toHaveCount(1);
  });

  test('the way to an article can be read in forced colours', async ({ app }) => {
    await app.emulateMedia({ forcedColors: 'active' });
    await card(app, '进击的serverless').getByRole('button', { name: '进击的serverless' }).click();
    const link = card(app, '进击的serverless').locator('a.button-filled');
    const look = () =>
      link.evaluate((element) => {
        const style = getComputedStyle(element);
        const probe = document.createElement('span');
        probe.style.cssText = 'forced-color-adjust: none; color: ButtonText; background-color: ButtonFace';
        document.body.append(probe);
        const wanted = getComputedStyle(probe);
        const isWanted = style.color === wanted.color && style.backgroundColor === wanted.backgroundColor;
        probe.remove();
        return { isWanted, adjust: style.forcedColorAdjust, isOne: style.color === style.backgroundColor };
      });
    await expect.poll(look).toEqual({ isWanted: true, adjust: 'none', isOne: false });
  });
});

test.describe('cited in two notes', () => {
  test.use({
    files: {
      'one.md': '# One\n\n## [The article](https://example.org/a?utm_source=x)\n\nWhat I noted.\n',
      'two.md': 'Two\n\nBefore.\n\n### [Same article](https://example.org/a)\n\nSomething else.\n',
      'three.md': '# Three\n\nNo links.\n\n[bad](javascript:alert(1))\n',
    },
  });

  test('a card names the other note, and goes to the place there', async ({ app }) => {
    await open(app, 'One');
    await card(app, 'The article').getByRole('button', { name: 'The article' }).click();
    const other = card(app, 'The article').getByRole('listitem').getByRole('button');
    await expect(other).toHaveCount(1);
    await other.click();
    await expect(app.getByRole('main')).toContainText('two.md');
    await expect(card(app, 'Same article')).toHaveAttribute('aria-current', 'true');
  });

  test('a note without sources says what would be here', async ({ app }) => {
    await open(app, 'Three');
    await expect(pane(app)).toContainText('The links of a note are collected here');
    await expect(pane(app).getByRole('link')).toHaveCount(0);
  });
});

test.describe('cited in a hundred notes', () => {
  const link = '[Licence](https://example.org/licence)';
  const others = Array.from({ length: 100 }, (_, n): [string, string] => [
    `note-${n}.md`,
    `# Note ${n}\n\n${link}\n`,
  ]);
  test.use({ files: { 'one.md': `# One\n\n${link}\n`, ...Object.fromEntries<string>(others) } });

  test('a card names five and says how many more', async ({ app }) => {
    await app.getByRole('searchbox').fill('title:One');
    await open(app, 'One');
    await card(app, 'Licence').getByRole('button', { name: 'Licence' }).click();
    await expect(card(app, 'Licence').getByRole('listitem')).toHaveCount(6);
    await expect(card(app, 'Licence').getByRole('listitem').last()).toHaveText('and 95 more');
  });
});

test.describe('six thousand of them', () => {
  const sections = Array.from(
    { length: 6000 },
    (_, n) => `### [Article ${n + 1}](https://example.org/${n + 1})\n\nNoted ${n + 1}.\n`,
  );
  test.use({ files: { 'many.md': `# Many\n\n${sections.join('\n')}` } });

  test('are counted, made only where they are seen, and the one under the cursor is in view', async ({
    app,
  }) => {
    await open(app, 'Many');
    await expect(pane(app).getByLabel('6,000 sources').first()).toBeVisible();
    await expect(card(app, 'Article 1')).toHaveAttribute('aria-setsize', '6000');
    await expect.poll(() => pane(app).getByRole('article').count()).toBeLessThan(40);
    await card(app, 'Article 2').getByRole('button', { name: 'Article 2' }).click();
    await expect(card(app, 'Article 2')).toHaveAttribute('aria-current', 'true');
    await app.keyboard.press('ControlOrMeta+End');
    await expect(card(app, 'Article 6000')).toHaveAttribute('aria-current', 'true');
    await expect(card(app, 'Article 6000').getByRole('link', { name: 'Open article' })).toBeInViewport({
      ratio: 1,
    });
    await app.keyboard.press('ControlOrMeta+Home');
    await app.keyboard.press('ArrowDown');
    await app.keyboard.press('ArrowDown');
    await expect(card(app, 'Article 1')).toHaveAttribute('aria-current', 'true');
    await expect(card(app, 'Article 1')).toBeInViewport({ ratio: 1 });
  });

  test('do not move while somebody reads them and writes elsewhere', async ({ app }) => {
    await open(app, 'Many');
    await card(app, 'Article 2').getByRole('button', { name: 'Article 2' }).click();
    await expect(card(app, 'Article 2')).toHaveAttribute('aria-current', 'true');
    await pane(app)
      .getByRole('feed')
      .evaluate((feed) => feed.scrollTo(0, 90_000));
    await expect(card(app, 'Article 2')).toHaveCount(0);
    const first = () => pane(app).getByRole('article').first().getAttribute('aria-posinset');
    // Heights are measured as cards come into view: until two looks agree the feed is on its way.
    let before: string | null = null;
    await expect(async () => {
      const last = before;
      before = await first();
      expect(before).toBe(last);
    }).toPass({ intervals: [200] });
    await app.keyboard.type('More.');
    await expect(app.getByRole('status').filter({ hasText: /^Saved$/ })).toBeVisible();
    expect(await first()).toBe(before);
  });
});
