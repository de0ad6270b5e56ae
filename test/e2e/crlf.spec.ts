import { expect, test } from './fixtures.ts';

const lines = (...all: string[]) => all.join('\r\n');

test.use({
  files: {
    'w.md': lines(
      '# W',
      '',
      '1. one',
      '2. two',
      '',
      '| a | b |',
      '| --- | --- |',
      '| c | d |',
      '',
      'end',
      '',
    ),
  },
});

test('A file with Windows line ends keeps them through lists, tables, pastes and moved lines', async ({
  app,
  notebook,
}) => {
  const bytes = () => notebook.read('w.md');
  const text = app.getByRole('textbox', { name: 'Note text' });
  await app.getByRole('option', { name: 'W', exact: true }).click();
  await text.getByText('one').click();
  await app.keyboard.press('End');
  await app.keyboard.press('Enter');
  await app.keyboard.type('new');
  await expect.poll(bytes).toContain(lines('1. one', '2. new', '3. two', ''));
  await app.keyboard.press('Alt+ArrowUp');
  await expect.poll(bytes).toContain(lines('# W', '', '1. new', '2. one', '3. two', '', '| a | b |'));
  await app.keyboard.press('Alt+ArrowDown');
  await expect.poll(bytes).toContain(lines('1. one', '2. new', '3. two', '', '| a | b |'));

  await text.getByText('d', { exact: true }).click();
  await app.keyboard.press('Tab');
  await app.keyboard.type('e');
  await expect.poll(bytes).toMatch(/\| c \| d \|\r\n\| +e +\| +\|\r\n\r\nend\r\n$/);

  await text.getByText('end', { exact: true }).click();
  await app.keyboard.press('End');
  await text.evaluate((element) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', 'x\r\ny');
    clipboardData.setData('text/html', '<p><b>x</b></p><p>y</p>');
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  });
  await expect.poll(bytes).toContain(lines('end**x**', '', 'y', ''));
  await app.keyboard.press('Alt+Shift+ArrowDown');
  await expect.poll(bytes).toMatch(/\r\ny\r\ny\r\n$/);
  expect(bytes().replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);

  for (let undone = 0; undone < 12; undone++) await app.keyboard.press('ControlOrMeta+z');
  await expect
    .poll(bytes)
    .toBe(lines('# W', '', '1. one', '2. two', '', '| a | b |', '| --- | --- |', '| c | d |', '', 'end', ''));
});
