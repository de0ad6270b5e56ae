/** T14: notes that link to each other, as completion and the list of links ask for them. */
import { NotebookProcess } from './processes.ts';
import { type Row, shownMs, limited } from './report.ts';
import { quantile } from './samples.ts';
import type { Setting } from './setting.ts';

/** What is typed after `[[`: beginnings in Chinese, English and pinyin, one that nothing has, and nothing. */
const typed = ['', '缓', '缓存', 'se', 'serv', 'huan', 'hc', 'zzqx'];
const notesAsked = 20;

export async function linkTimes(setting: Setting): Promise<Row[]> {
  const { corpus, built, rounds } = setting;
  const notebook = new NotebookProcess(built, corpus.folder, await setting.indexedHome());
  await notebook.indexed();
  const { value } = await notebook.call('query', {
    filter: '',
    sort: 'date',
    offset: 0,
    limit: notesAsked,
    facets: false,
  });
  const completing: number[] = [];
  const linking: number[] = [];
  // The first round compiles the code.
  for (let round = 0; round <= rounds; round++) {
    for (const { path } of value.rows) {
      for (const text of typed) {
        const { ms } = await notebook.call('linkTargets', { path, text, limit: 50 });
        if (round > 0) completing.push(ms);
      }
      const { ms } = await notebook.call('backlinks', { path, offset: 0, limit: 50 });
      if (round > 0) linking.push(ms);
    }
  }
  await notebook.close();
  return [
    limited(
      { row: 'T14', what: `notes for a link that is typed, p95 of ${completing.length}`, raw: completing },
      quantile(completing, 0.95),
      50,
      shownMs,
    ),
    limited(
      { row: 'T14', what: `links to a note, p95 of ${linking.length}`, raw: linking },
      quantile(linking, 0.95),
      50,
      shownMs,
    ),
  ];
}
