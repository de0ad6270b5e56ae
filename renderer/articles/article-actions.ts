/** What can be done with the articles of the view: one of them, or all that its filter shows. */
import type { Article, ReadState } from '../../notes/api.ts';
import { articleRows, askTagChange, notebook, openNote } from '../actions.ts';
import { t } from '../messages.ts';
import { attempt, notify } from '../notices.ts';
import { focusPane } from '../panes.ts';
import { setRead } from '../sources/article-actions.ts';
import { useStore } from '../store.ts';
import { useArticles } from './article-rows.ts';

/** Shows all articles in the place of the notes, with the focus in their list. */
export function showArticles(): void {
  useStore.setState({ view: 'sources' });
  useArticles.setState({ shows: 'articles' });
  focusPane('list');
}

export function showNotes(): void {
  useStore.setState({ view: 'notes' });
  focusPane('list');
}

/** Shows one of the notes that cite the article, the first unless said otherwise, at its line. */
export async function openArticleNote({ notes }: Article, at = 0): Promise<void> {
  const note = notes[at];
  if (note !== undefined) await openNote(note.path, { line: note.line, focus: true });
}

export function toggleRead({ normalised, read }: Article): void {
  void setRead([normalised], afterKey(read));
}

/** What the key makes of a state. */
export const afterKey = (read: ReadState): ReadState => (read === 'read' ? 'unread' : 'read');

/** As many as one call answers. */
const atOnce = 1000;
/** UTF-16 units of addresses in one call, each with 40 around it: a browser host takes messages of up to 16 MB. */
const mostSent = 4_000_000;

/** Marks all articles of the view's filter, and offers to take it back. */
export async function markAllRead(): Promise<void> {
  await attempt(t('failed.read'), async () => {
    const { filter } = useArticles.getState();
    const before = await readStatesOf(filter);
    before.delete('read');
    const all = [...before.values()].flat();
    const n = all.length;
    if (n === 0) return void notify(t('articles.nothingToMark'));
    await markRead(all, 'read');
    const run = () => void attempt(t('failed.read'), () => takeBack(before));
    notify(t('articles.marked', { n }), { action: { label: t('toast.undo'), run } });
  });
}

/** All of them before the first is marked: with `is:unread`, those that are marked leave the list. */
async function readStatesOf(filter: string): Promise<Map<ReadState, string[]>> {
  const states = new Map<ReadState, string[]>();
  for (let offset = 0; ; offset += atOnce) {
    const page = await notebook().articleList({ filter, sort: 'title', offset, limit: atOnce });
    for (const { read, normalised } of page.articles)
      states.set(read, [...(states.get(read) ?? []), normalised]);
    if (offset + atOnce >= page.total) return states;
  }
}

/** Only what is still as it was marked. */
async function takeBack(before: ReadonlyMap<ReadState, string[]>): Promise<void> {
  for (const [read, normalised] of before) await markRead(normalised, read, 'read');
}

/** In one call, which writes the file once, unless the addresses are very long. */
async function markRead(all: readonly string[], read: ReadState, from?: ReadState): Promise<void> {
  const calls: string[][] = [];
  let room = 0;
  for (const address of all) {
    room -= address.length + 40;
    if (room < 0) {
      calls.push([]);
      room = mostSent - address.length - 40;
    }
    calls.at(-1)?.push(address);
  }
  for (const normalised of calls) await notebook().setRead({ normalised, read, ...(from && { from }) });
  articleRows().refresh();
}

/** Shows what giving the others of a group the address of `kept` would change in their notes, before it is done. */
export function askMerge(group: readonly Article[], kept: Article): void {
  const from = group.filter((one) => one !== kept).map(({ normalised }) => normalised);
  if (from.length > 0) askTagChange({ kind: 'relink', from, to: kept.url });
}
