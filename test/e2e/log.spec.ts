/** What a person can show who asks for help. */
import { expect, test } from './fixtures.ts';

test('the log has a fault of the page, without its words', async ({ app }) => {
  await app.evaluate(() => {
    setTimeout(() => {
      throw new RangeError('CANARY of a note');
    });
    void Promise.reject(new TypeError('CANARY of another'));
  });
  await app.keyboard.press('F1');
  await app.keyboard.type('show the log');
  await app.keyboard.press('Enter');
  const log = app.getByRole('dialog', { name: 'Log' });
  await expect(log).toContainText('the page failed (RangeError)');
  await expect(log).toContainText('the page failed (TypeError)');
  await expect(log).not.toContainText('CANARY');
});
