/** What a person asked to be fetched: cards at once, copies and checks one after the other. */
import {
  type Arguments,
  type Article,
  type Card,
  type FetchFailure,
  type FetchReason,
  type LinkHealth,
  NotesError,
  type Results,
} from './api.ts';
import type { ArticleNews } from './article-news.ts';
import { type ArticleWeb, failureOf, type OpenWeb } from './article-web.ts';
import { FetchQueue, type Job, type JobControl, type JobKind } from './fetch-queue.ts';
import type { Pictures } from './files/pictures.ts';
import { articleAddressesIn } from './find/articles/list.ts';
import { articlesOf } from './find/articles/rows.ts';
import type { Indexing } from './indexing.ts';
import type { KeptInNotebook } from './kept-articles.ts';
import type { CheckedLink } from './sources/health.ts';
import type { Pacing } from './sources/pacing.ts';
import { normaliseUrl } from './text/urls.ts';

export interface FetchingParts {
  web: ArticleWeb;
  indexing: Indexing;
  kept: KeptInNotebook;
  news: ArticleNews;
  /** `null`: there is no place for pictures. */
  pictures: Pictures | null;
  /** The sources of one note, normalised. `not-found`. */
  sourcesIn: (path: string) => Promise<string[]>;
  progress: () => void;
}

/** A card that could not be had is asked for again by a person only; after a lost network by anyone, after so long. ms */
const offlineMs = 30_000;
const mostFailures = 2000;

export class ArticleFetching {
  readonly #parts: FetchingParts;
  readonly queue: FetchQueue;
  /** Under way, by normalised address: who asks meanwhile gets the same card. */
  readonly #cards = new Map<string, Promise<Card | FetchFailure>>();
  /** Since this notebook was opened. */
  readonly #failures = new Map<string, { failure: FetchFailure; at: number }>();
  /** Hosts that asked to be left alone for long. */
  readonly #resting = new Map<string, { until: number; status: number }>();

  constructor(parts: FetchingParts) {
    this.#parts = parts;
    this.queue = new FetchQueue({
      run: (kind, job, control) => this.#run(kind, job, control),
      progress: parts.progress,
    });
  }

  async close(): Promise<void> {
    await Promise.all([this.queue.close(), this.#parts.web.close()]);
  }

  async fetchCard({ url, refresh }: Arguments<'fetchCard'>): Promise<Card | FetchFailure> {
    const normalised = normaliseUrl(url);
    if (normalised === null) {
      const message = 'This is not the address of an article (http or https).';
      return { kind: 'failed', reason: 'bad-address', status: null, message };
    }
    const known = refresh ? null : await this.#knownCard(normalised);
    if (known !== null) return known;
    const underWay = this.#cards.get(normalised);
    if (underWay !== undefined) return underWay;
    const card = this.#fetchCard(normalised, url).finally(() => this.#cards.delete(normalised));
    this.#cards.set(normalised, card);
    return card;
  }

  /** Queues what has no copy, or all. */
  async keepCopies({ of, again }: Arguments<'keepCopies'>): Promise<Results['keepCopies']> {
    const asked = await this.#chosen(of);
    const kept = again ? new Set<string>() : this.#parts.kept.addresses();
    const wanted = asked.filter((normalised) => !kept.has(normalised));
    const isAlone = 'normalised' in of && asked.length === 1;
    return { queued: this.#add('copies', wanted, isAlone) };
  }

  async checkLinks({ of }: Arguments<'checkLinks'>): Promise<Results['checkLinks']> {
    return { queued: this.#add('checks', await this.#chosen(of), false) };
  }

  /** Fetches the page of today; keeps nothing. */
  async compareCopy(copy: { url: string; markdown: string }): Promise<Results['compareCopy']> {
    const { door } = await this.#parts.web.open();
    const { fetchCopy } = await import('./sources/copy.ts');
    const made = await fetchCopy(door, copy.url, undefined, false);
    this.#stopIfClosed();
    if (made.kind === 'failed') return made;
    return (await import('./sources/compare.ts')).compareMarkdown(copy.markdown, made.markdown);
  }

  /** One link, asked for by nobody: every request waits for its host's turn. */
  async checkQuietly(normalised: string, signal: AbortSignal): Promise<CheckedLink> {
    const [web, { slowDoor }] = await Promise.all([this.#parts.web.open(), import('./sources/pacing.ts')]);
    const health = await this.#check(
      web,
      slowDoor(web.door, web.checks),
      await this.#urlOf(normalised),
      signal,
    );
    // Without a network nothing was learned about the link: it stays overdue.
    if (health.state !== 'offline' || health.isDown === true) await this.#putHealth(normalised, health);
    return health;
  }

  // ---- cards

  async #knownCard(normalised: string): Promise<Card | FetchFailure | null> {
    const card = await this.#parts.indexing.ask(({ articles }) => articles.cardOf(normalised));
    if (card !== null) return card;
    const failed = this.#failures.get(normalised);
    if (failed === undefined) return null;
    const isOver = failed.failure.reason === 'offline' && Date.now() - failed.at > offlineMs;
    return isOver ? null : failed.failure;
  }

  async #fetchCard(normalised: string, url: string): Promise<Card | FetchFailure> {
    const { pictures, indexing, news } = this.#parts;
    const { door, cards } = await this.#parts.web.open();
    // Who knows an article by its normalised address only does not know whether it is http or https.
    const address = url === normalised ? await this.#urlOf(normalised) : url;
    await cards.turn(address);
    this.#stopIfClosed();
    const { fetchCard } = await import('./sources/card.ts');
    const keep = async (bytes: Buffer): Promise<string> => (await pictures?.keep(bytes)) ?? '';
    const withoutPictures: typeof door.fetch = (asked, request) =>
      request.what === 'picture'
        ? Promise.resolve({
            kind: 'failed',
            reason: 'failed',
            status: null,
            message: 'There is no place for it.',
          })
        : door.fetch(asked, request);
    const through = pictures === null ? { fetch: withoutPictures } : door;
    const card = await fetchCard(through, address, keep).catch(failureOf);
    this.#stopIfClosed();
    const health = await healthAfter(card);
    if (card.kind === 'card') {
      this.#failures.delete(normalised);
      await indexing.ask(({ articles }) => articles.putCard(normalised, card));
    } else this.#remember(normalised, card);
    if (health !== null) await this.#putHealth(normalised, health, card.kind === 'card');
    news.add([normalised]);
    return card;
  }

  #remember(normalised: string, failure: FetchFailure): void {
    this.#failures.set(normalised, { failure, at: Date.now() });
    const [oldest] = this.#failures.keys();
    if (this.#failures.size > mostFailures && oldest !== undefined) this.#failures.delete(oldest);
  }

  // ---- the queue

  #add(kind: JobKind, normalised: readonly string[], isAlone: boolean): number {
    const queued = this.queue.add(
      kind,
      normalised.map((one) => ({ normalised: one, ...(isAlone && { isAlone }) })),
    );
    // That copies wait is to be seen.
    if (queued > 0 && kind === 'copies') this.#parts.news.add(normalised);
    return queued;
  }

  async #chosen(of: Arguments<'checkLinks'>['of']): Promise<string[]> {
    if ('normalised' in of) return [...new Set(of.normalised)];
    if ('path' in of) return this.#parts.sourcesIn(of.path);
    return this.#parts.indexing.ask(({ database }) => articleAddressesIn(database, of.filter));
  }

  async #run(kind: JobKind, job: Job, control: JobControl): Promise<FetchReason | null> {
    const web = await this.#parts.web.open();
    const url = await this.#urlOf(job.normalised);
    await this.#turn(kind === 'copies' ? web.copies : web.checks, url, control);
    if (kind === 'copies') return this.#copy(web, job, url, control);
    const health = await this.#check(web, web.door, url, control.signal);
    await this.#putHealth(job.normalised, health);
    if (health.state === 'offline') return health.isDown === true ? 'failed' : 'offline';
    return health.state === 'unknown' ? 'failed' : null;
  }

  async #turn(pacing: Pacing, url: string, { signal, goAhead, isAt }: JobControl): Promise<void> {
    await pacing.turn(url, signal);
    await goAhead();
    isAt(url);
  }

  async #copy(web: OpenWeb, job: Job, url: string, { signal }: JobControl): Promise<FetchReason | null> {
    const { fetchCopy } = await import('./sources/copy.ts');
    const result = await this.#refusal(web, job, url, signal)
      .then(async (refusal) => refusal ?? (await fetchCopy(web.door, url, signal)))
      .then(async (made) => {
        signal.throwIfAborted();
        return made.kind === 'failed' ? made : this.#parts.kept.keep(job.normalised, made);
      })
      .catch((error: unknown) => {
        signal.throwIfAborted();
        return failureOf(error);
      });
    if (!('kind' in result)) return null;
    await this.#parts.indexing.ask(({ articles }) => articles.putFailure(job.normalised, result));
    const health = await healthAfter(result);
    if (health !== null) await this.#putHealth(job.normalised, health);
    this.#parts.news.add([job.normalised]);
    return result.reason;
  }

  /** One article that a person points at is fetched as their browser would; many at once as a robot asks for them. */
  async #refusal(
    { robots }: OpenWeb,
    job: Job,
    url: string,
    signal: AbortSignal,
  ): Promise<FetchFailure | null> {
    if (job.isAlone === true || (await robots.ask(url, signal)) !== 'refused') return null;
    const message = `${url} asks programs to stay away (robots.txt). Keep a copy of this one alone, or save the page in a browser.`;
    return { kind: 'failed', reason: 'robots', status: null, message };
  }

  async #check(web: OpenWeb, door: Pick<OpenWeb['door'], 'fetch'>, url: string, signal: AbortSignal) {
    const [{ checkLink }, { decodePage }] = await Promise.all([
      import('./sources/health.ts'),
      import('./sources/charset.ts'),
    ]);
    return checkLink(door, url, web.robots, {
      signal,
      backOffMs: Math.min(this.#parts.web.pace.backOff, Math.max(web.checks.gapOf(url) * 2, 100)),
      resting: this.#resting,
      holdOff: (host, untilMs) => web.checks.holdOff(host, untilMs),
      decode: (bytes, charset) => decodePage(bytes, charset).text,
    });
  }

  /** `isAside`: it was learned from fetching something else, and an address that moved is still to be told. */
  async #putHealth(normalised: string, health: LinkHealth, isAside = false): Promise<void> {
    this.#stopIfClosed();
    const { state, status, movedTo, checked } = health;
    await this.#parts.indexing.ask(({ articles }) => {
      if (isAside && articles.healthOf(normalised)?.state === 'moved') return;
      articles.putHealth(normalised, { state, status, movedTo, checked });
    });
    this.#parts.news.add([normalised]);
  }

  async #urlOf(normalised: string): Promise<string> {
    const [article] = await this.#parts.indexing.ask<Article[]>(({ database }) =>
      articlesOf(database, [normalised]),
    );
    return article?.url ?? normalised;
  }

  #stopIfClosed(): void {
    if (this.#parts.web.isClosed) throw new NotesError('offline', 'The notebook is closed.');
  }
}

/** What a fetched page, or one that could not be, says about its link. */
async function healthAfter(card: Card | FetchFailure): Promise<LinkHealth | null> {
  const [{ healthOfFailure }, { titleSaysMissing }] = await Promise.all([
    import('./sources/health.ts'),
    import('./sources/soft-404.ts'),
  ]);
  if (card.kind === 'failed') return healthOfFailure(card);
  const state = titleSaysMissing(card.title) ? 'soft-404' : 'ok';
  return { state, status: 200, movedTo: null, checked: Date.now() };
}
