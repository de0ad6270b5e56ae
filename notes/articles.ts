/** The calls about articles: what is known about them, and what a person asks to be fetched. */
import { type Article, type Notebook, NotesError, type NotebookEvent, type NotebookState } from './api.ts';
import { ArticleFetching } from './article-fetching.ts';
import { ArticleFollowing } from './article-following.ts';
import { ArticleNews } from './article-news.ts';
import { ArticleWeb, type Pace } from './article-web.ts';
import { BackgroundChecks } from './background-checks.ts';
import type { Changing } from './changing.ts';
import { consentIn, setConsentIn } from './consent.ts';
import { type Copies, openCopies } from './files/copies.ts';
import type { Exclusively } from './files/durable.ts';
import type { NoteFolder } from './files/folder.ts';
import { openPictures, type Pictures } from './files/pictures.ts';
import { openReadingStates, type ReadingStates } from './files/reading-states.ts';
import { articleListIn } from './find/articles/list.ts';
import { notedIn } from './find/articles/noted.ts';
import { articlesOf } from './find/articles/rows.ts';
import { articleSitesIn } from './find/articles/sites.ts';
import { articleTwinsIn } from './find/articles/twins.ts';
import type { Indexing } from './indexing.ts';
import { asksForKept, KeptInNotebook } from './kept-articles.ts';
import { normaliseUrl } from './text/urls.ts';

export interface ArticlesParts {
  folder: NoteFolder;
  changing: Changing;
  /** The notebook's folder among the user's data, or why there is none. */
  home: string | NotesError;
  indexing: Indexing;
  exclusively: Exclusively;
  /** `host:port`, each named by a person: fetched from although it is private. */
  allowed: readonly string[];
  pace: Partial<Pace>;
  /** Where this notebook itself is served on this machine; `null`: nowhere. */
  ownPort: () => number | null;
  /** It stays open: links may be checked in the background, where that is allowed. */
  isLasting: boolean;
  tell: (event: NotebookEvent) => void;
  /** `fetching` is another one now. */
  progress: () => void;
}

// prettier-ignore
export type ArticleCall =
  | 'articles' | 'articleList' | 'articleSites' | 'articleTwins' | 'noted' | 'addSource' | 'setRead' | 'consent' | 'setConsent'
  | 'fetchCard' | 'picture' | 'webPicture' | 'keepCopies' | 'checkLinks' | 'steerFetching' | 'copy' | 'copyPicture' | 'importCopy' | 'removeCopy'
  | 'compareCopy';

export class Articles {
  readonly calls: Pick<Notebook, ArticleCall>;
  readonly #parts: ArticlesParts;
  readonly #news: ArticleNews;
  readonly #copies: Copies;
  readonly #reading: ReadingStates;
  readonly #pictures: Pictures | null;
  readonly #kept: KeptInNotebook;
  /** How what is kept about an article goes with it to another address. */
  readonly following: ArticleFollowing;
  readonly #fetching: ArticleFetching;
  readonly #background: BackgroundChecks;
  /** Copies and read states were looked at. Never rejects. */
  readonly #ready: Promise<void>;

  constructor(parts: ArticlesParts) {
    const { folder, home, indexing, exclusively, progress } = parts;
    this.#parts = parts;
    const news = (this.#news = new ArticleNews(parts.tell));
    this.#copies = openCopies(folder.root, exclusively);
    this.#reading = openReadingStates(folder.root, () => void this.#kept.lookAtReads(), exclusively);
    this.#pictures = home instanceof NotesError ? null : openPictures(home);
    const kept = (this.#kept = new KeptInNotebook({
      copies: this.#copies,
      reading: this.#reading,
      indexing,
      news,
    }));
    this.following = new ArticleFollowing({ copies: this.#copies, reading: this.#reading, indexing, kept });
    const web = new ArticleWeb(parts.allowed, parts.pace, parts.ownPort);
    const sourcesIn = (path: string) => this.#sourcesIn(path);
    const fetching = { web, indexing, kept, news, pictures: this.#pictures, sourcesIn, progress };
    this.#fetching = new ArticleFetching(fetching);
    this.#background = new BackgroundChecks({
      indexing,
      isAllowed: () => parts.isLasting && consentIn(home).checks,
      isBusy: () => this.fetching !== null,
      check: (normalised, signal) => this.#fetching.checkQuietly(normalised, signal),
      restMs: web.pace.rest,
    });
    this.calls = this.#made(web);
    this.#ready = this.#kept.look();
    this.#background.follow();
  }

  get fetching(): NotebookState['fetching'] {
    return this.#fetching.queue.progress;
  }

  /** What `filter` asks for is known as it is in the notebook: copies and read states. Never rejects. */
  async know(filter: string): Promise<void> {
    await this.#ready;
    if (asksForKept(filter)) await this.#kept.settled();
  }

  /** Looks whether others changed copies or read states, for when a window gets the focus. */
  check(): void {
    void this.#kept.look();
    this.#background.follow();
  }

  /** What is under way is left, within a second; what is done stays. */
  async close(): Promise<void> {
    this.#background.stop();
    await this.#fetching.close();
    await this.#kept.close();
    this.#news.flush();
  }

  #made(web: ArticleWeb): Pick<Notebook, ArticleCall> {
    const { indexing, home, changing } = this.#parts;
    return {
      articles: async ({ normalised }) => {
        await this.#ready;
        return this.#complete(await indexing.ask(({ database }) => articlesOf(database, normalised)));
      },
      articleList: async (args) => {
        await this.know(args.filter);
        const found = await indexing.ask(({ database }) => articleListIn(database, args));
        return { ...found, articles: this.#complete(found.articles) };
      },
      articleSites: async ({ filter }) => {
        await this.know(filter);
        return indexing.ask(({ database }) => articleSitesIn(database, filter, this.#kept.readTimes()));
      },
      articleTwins: async (args) => {
        await this.#ready;
        const found = await indexing.ask(({ database }) => articleTwinsIn(database, args));
        return { ...found, groups: found.groups.map((group) => this.#complete(group)) };
      },
      noted: ({ url }) => indexing.ask(({ database }) => notedIn(database, url)),
      addSource: async (args) => (await import('./adding.ts')).addSource(changing, indexing, args),
      setRead: async ({ normalised, read, from }) => {
        await this.#kept.setRead(articlesAt(normalised), read, from);
        return null;
      },
      consent: () => Promise.resolve(consentIn(home)),
      setConsent: async (consent) => {
        const now = await setConsentIn(home, consent);
        this.#background.follow();
        return now;
      },
      fetchCard: (args) => this.#fetching.fetchCard(args),
      picture: ({ id }) => Promise.resolve(encoded(this.#pictures?.read(id) ?? null)),
      keepCopies: ({ of, again }) =>
        this.#fetching.keepCopies({
          ...{ of: 'normalised' in of ? { normalised: articlesAt(of.normalised) } : of, again },
        }),
      checkLinks: (args) => this.#fetching.checkLinks(args),
      steerFetching: ({ to }) => {
        const isSteered = this.#fetching.queue.steer(to);
        // Copies that waited do so no longer.
        if (isSteered && to === 'cancel') this.#news.addAll();
        return Promise.resolve(isSteered);
      },
      copy: async ({ normalised }) => {
        await this.#ready;
        return this.#copies.read(normalised);
      },
      webPicture: async ({ url }) => {
        const [{ heeding }, { sniffPicture }] = await Promise.all([
          web.open(),
          import('./sources/picture.ts'),
        ]);
        const answer = await heeding.fetch(url, { what: 'picture' });
        const picture = answer.kind === 'failed' ? null : sniffPicture(answer.bytes);
        return answer.kind === 'failed' ? null : encoded(picture && { ...picture, bytes: answer.bytes });
      },
      copyPicture: ({ normalised, name }) => Promise.resolve(encoded(this.#copies.picture(normalised, name))),
      importCopy: async ({ normalised: asked, name, bytes }) => {
        const [normalised = ''] = articlesAt([asked]);
        const [pages, { copyOfSavedPage }] = await Promise.all([web.pages(), import('./sources/copy.ts')]);
        const [article] = await indexing.ask(({ database }) => articlesOf(database, [normalised]));
        const url = article?.url ?? normalised;
        const made = await copyOfSavedPage(pages, { name, bytes: Buffer.from(bytes, 'base64'), url });
        if (made.kind === 'failed') return made;
        // A person may know better what they saved, but a good copy does not go for it.
        if (made.doubt !== null && (await this.#kept.addresses()).has(normalised)) return made.doubt;
        return this.#kept.keep(normalised, made);
      },
      removeCopy: async ({ normalised }) => {
        await this.#kept.remove(normalised);
        return null;
      },
      compareCopy: async ({ normalised }) => {
        const copy = this.#copies.read(normalised);
        if (copy === null) throw new NotesError('not-found', 'There is no copy of this article any more.');
        return this.#fetching.compareCopy(copy);
      },
    };
  }

  #complete(articles: readonly Article[]): Article[] {
    return articles.map((article) => {
      const whole = this.#kept.complete(article);
      const isWaiting =
        whole.copy?.kind !== 'kept' && this.#fetching.queue.isWaiting('copies', whole.normalised);
      return isWaiting ? { ...whole, copy: { kind: 'waiting' } } : whole;
    });
  }

  async #sourcesIn(path: string): Promise<string[]> {
    const { factsOf } = await import('./reading.ts');
    const { sources } = factsOf(path, this.#parts.folder.read(path));
    return [...new Set(sources.map(({ normalised }) => normalised))];
  }
}

/** Normalised. `bad-argument`: one of them is no address of an article. */
function articlesAt(addresses: readonly string[]): string[] {
  return addresses.map((address) => {
    const normalised = normaliseUrl(address);
    if (normalised !== null) return normalised;
    const shown = JSON.stringify(address.slice(0, 200));
    const message = `${shown} is no address of an article: that begins with http:// or https://.`;
    throw new NotesError('bad-argument', message);
  });
}

function encoded(picture: { type: string; bytes: Buffer } | null): { type: string; base64: string } | null {
  return picture && { type: picture.type, base64: picture.bytes.toString('base64') };
}
