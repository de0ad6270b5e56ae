import { describe, expect, test } from 'vitest';
import { drawFormula } from '../../../renderer/note-view/formulas.ts';
import { renderNote } from '../../../renderer/note-view/rendering.ts';
import { plainStyle } from '../../../renderer/reading/allowed-in-notes.ts';

async function html(text: string): Promise<string> {
  const { blocks } = await renderNote(text, () => undefined);
  return blocks.flatMap(({ pieces }) => pieces).join('');
}

describe('code', () => {
  test('is coloured by the parsers of the editor', async () => {
    expect(await html('```ts\nconst a = "<b>"; // c\n```')).toContain(
      '<span class="tok-keyword">const</span> <span class="tok-variableName tok-definition">a</span>',
    );
    expect(await html('```python\ndef a(): pass\n```')).toContain('<span class="tok-keyword">def</span>');
    expect(await html('```{.rust .x}\nlet a;\n```')).toContain('<span class="tok-keyword">let</span>');
  });

  test('is escaped, in a language that is known and in one that is not', async () => {
    for (const language of ['html', 'nonsense', '']) {
      const out = await html(`\`\`\`${language}\n<script>a("&")</script>\n\`\`\``);
      expect(out.replace(/<\/?(?:span|pre|code)\b[^>]*>/g, ''), language).toBe(
        '&lt;script&gt;a(&quot;&amp;&quot;)&lt;/script&gt;\n\n',
      );
    }
  });
});

describe('a formula', () => {
  test('is drawn for eyes and for programs that read aloud', () => {
    const drawn = drawFormula('x^2', false);
    expect(drawn).toContain('class="katex-html" aria-hidden="true"');
    expect(drawn).toContain('<msup><mi>x</mi><mn>2</mn></msup>');
    expect(drawn).not.toContain('annotation');
  });

  test('with an error is shown as it is written, with what is wrong', () => {
    expect(drawFormula('\\frac{1}{<b>', false)).toMatch(
      /^<code class="formula-error">\\frac\{1\}\{&lt;b&gt;<\/code><span class="formula-why">[^"<]{10,}<\/span>$/,
    );
  });

  test.each([
    ['\\href{javascript:alert(1)}{a}', 'href='],
    ['\\url{https://evil.test}', 'href='],
    ['\\includegraphics{https://evil.test/a.png}', '<img'],
    ['\\htmlData{a=b}{c}', 'data-a'],
    ['\\htmlStyle{position:fixed}{c}', 'fixed"'],
    ['\\htmlId{a}{c}', 'id="a"'],
  ])('%s leads nowhere', (tex, never) => {
    expect(drawFormula(tex, false).replace(/title="[^"]*"/g, '')).not.toContain(never);
  });

  test('can neither grow without end nor be larger than a page', () => {
    expect(drawFormula('\\def\\a{\\a\\a}\\a', false)).toContain('formula-error');
    expect(drawFormula('\\rule{5000em}{5000em}', false)).not.toContain('5000em');
    expect(drawFormula('x'.repeat(6000), false)).toBe(`<code>${'x'.repeat(6000)}</code>`);
  });

  test('does not change the next one', () => {
    drawFormula('\\gdef\\mine{a}', false);
    expect(drawFormula('\\mine', false)).toContain('formula-error');
  });
});

test.each([
  ['color: red; position: fixed', 'color: red'],
  ['background: url(https://evil.test/a.png)', ''],
  ['background-color: rgb(1, 2, 3)', 'background-color: rgb(1, 2, 3)'],
  ['width: calc(100% - 1px)', ''],
  ['color: var(--accent)', ''],
  ['height:0.6944em;vertical-align:-0.25em', 'height:0.6944em; vertical-align:-0.25em'],
  ['width: expression(alert(1))', ''],
  ['list-style-type: url(a)', ''],
  ['z-index: 9; color:\\75rl(a)', ''],
  ['behavior: url(a)', ''],
])('of a style %s only %s counts', (style, wanted) => {
  expect(plainStyle(style)).toBe(wanted);
});
