/** Joins links between the note at `path` and others to the notebook and the rest of the window. */
import type { Extension } from '@codemirror/state';
import type { NotePath } from '../../notes/api.ts';
import { notebook, sessions } from '../actions.ts';
import { noteLinks } from '../editor/wiki-links.ts';
import { useStore } from '../store.ts';
import { followLink } from './follow.ts';

const mostOffers = 30;

export function linksOfApp(path: () => NotePath | undefined): Extension {
  return noteLinks({
    path,
    async resolve(links) {
      const from = path();
      const plain = links.map(({ kind, target }) => ({ kind, target }));
      return from === undefined ? [] : notebook().resolveLinks({ path: from, links: plain });
    },
    async offers(text) {
      const from = path();
      return from === undefined ? [] : notebook().linkTargets({ path: from, text, limit: mostOffers });
    },
    async headings(of) {
      const { note, beside } = useStore.getState();
      const facts =
        [note, beside].find((one) => one?.path === of)?.facts ?? (await notebook().facts({ path: of }));
      return facts.headings.map(({ text }) => text);
    },
    async tags() {
      return (await sessions().knownTags()).map(({ name }) => name);
    },
    async text(of) {
      return sessions().textOf(of) ?? (await notebook().read({ path: of })).text;
    },
    follow: (link) => void followLink(link),
    listen: (changed) =>
      notebook().listen((event) => {
        if (event.kind === 'changed') changed();
      }),
  });
}
