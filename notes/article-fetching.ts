/** What a person asked to be fetched: cards at once, copies and checks one after the other. */
import {
  type Arguments,
  type Article,
  type Card,
  type FetchFailure,
  type FetchReason,
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
    const kept = again ? new Set<string>() : await this.#parts.kept.addresses();
    const wanted = asked.filter((normalised) => !kept.has(normalised));
    const isAlone = 'normalised' in of && asked.length === 1;
    return { queued: this.#add('copies', wanted, isAlone) };
  }

  async checkLinks({ of }: Arguments<'checkLinks'>): Promise<Results['checkLinks']> {
    return { queued: this.#add('checks', await this.#chosen(of), false) };
  }

  /** Fetches the page of today; keeps nothing. */
  async compareCopy(copy: { url: string; markdown: string }): Promise<Results['compareCopy']> {
    const [{ heeding }, pages] = await Promise.all([this.#parts.web.open(), this.#parts.web.pages()]);
    const { fetchCopy } = await import('./sources/copy.ts');
    const made = await fetchCopy(heeding, pages, copy.url, undefined, false);
    this.#parts.web.stopIfClosed();
    if (made.kind === 'failed') return made;
    return pages.ask('comparison', { before: copy.markdown, after: made.markdown, url: copy.url });
  }

  /** One link, asked for by nobody: every request waits for its host's turn. */
  async checkQuietly(normalised: string, signal: AbortSignal): Promise<CheckedLink> {
    const [web, { slowDoor }] = await Promise.all([
      this.#parts.web.open(),
      import('./sources/paced-door.ts'),
    ]);
    const health = await this.#check(
      web,
      slowDoor(web.door, web.pacing),
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
    const { web, pictures, indexing, news } = this.#parts;
    const [{ heeding, pacing }, pages] = await Promise.all([web.open(), web.pages()]);
    // Who knows an article by its normalised address only does not know whether it is http or https.
    const address = url === normalised ? await this.#urlOf(normalised) : url;
    await pacing.turn(address, 'card', web.closing).catch(() => web.stopIfClosed());
    const { fetchCard } = await import('./sources/card.ts');
    const keep = pictures && ((bytes: Buffer) => pictures.keep(bytes));
    const fetched = await fetchCard(heeding, pages, address, keep).catch(failureOf);
    web.stopIfClosed();
    if (fetched.kind === 'failed') {
      this.#remember(normalised, fetched);
      await this.#putHealth(normalised, await healthAfter(fetched));
    } else {
      const { card, canonical } = fetched;
      this.#failures.delete(normalised);
      await indexing.ask(({ articles }) => articles.putCard(normalised, card, canonical));
      await this.#putHealth(normalised, await healthAfter(card), true);
    }
    news.add([normalised]);
    return fetched.kind === 'failed' ? fetched : fetched.card;
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
    await web.pacing.turn(url, kind === 'copies' ? 'copy' : 'check', control.signal);
    await control.goAhead();
    control.isAt(url);
    if (kind === 'copies') return this.#copy(web, job, url, control);
    const health = await this.#check(web, web.door, url, control.signal);
    await this.#putHealth(job.normalised, health);
    if (health.state === 'offline') return health.isDown === true ? 'failed' : 'offline';
    return health.state === 'unknown' ? 'failed' : null;
  }

  async #copy(web: OpenWeb, job: Job, url: string, { signal }: JobControl): Promise<FetchReason | null> {
    const failure = await this.#keepCopy(web, job, url, signal).catch((error: unknown) => {
      signal.throwIfAborted();
      return failureOf(error);
    });
    if (failure === null) return null;
    await this.#parts.indexing.ask(({ articles }) => articles.putFailure(job.normalised, failure));
    this.#parts.news.add([job.normalised]);
    return failure.reason;
  }

  /** Answers why there is none. Rejects where it can't be kept here: that says nothing of the link. */
  async #keepCopy(web: OpenWeb, job: Job, url: string, signal: AbortSignal): Promise<FetchFailure | null> {
    const [pages, { fetchCopy }] = await Promise.all([this.#parts.web.pages(), import('./sources/copy.ts')]);
    const made =
      (await this.#refusal(web, job, url, signal)) ?? (await fetchCopy(web.heeding, pages, url, signal));
    signal.throwIfAborted();
    if (made.kind === 'made') await this.#parts.kept.keep(job.normalised, made);
    else await this.#putHealth(job.normalised, await healthAfter(made));
    return made.kind === 'made' ? null : made;
  }

  /** One article that a person points at is fetched as their browser would; many at once as a robot asks for them. */
  async #refusal(
    { robots }: OpenWeb,
    job: Job,
    url: string,
    signal: AbortSignal,
  ): Promise<FetchFailure | null> {
    if (job.isAlone === true) return null;
    const answer = await robots.ask(url, signal);
    // What a server in trouble would allow is not known, so nothing is (RFC 9309, 2.3.1.4).
    if (typeof answer !== 'string') return answer;
    if (answer === 'allowed') return null;
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
      backOffMs: Math.min(this.#parts.web.pace.backOff, Math.max(web.pacing.gapOf(url, 'check') * 2, 100)),
      pacing: web.pacing,
      decode: (bytes, charset) => decodePage(bytes, charset).text,
    });
  }

  /**
   * `null`: nothing was learned. `isAside`: it was learned from fetching something else, and an address that moved is
   * still to be told.
   */
  async #putHealth(normalised: string, found: CheckedLink | null, isAside = false): Promise<void> {
    this.#parts.web.stopIfClosed();
    if (found === null) return;
    const { healthToKeep } = await import('./sources/health.ts');
    await this.#parts.indexing.ask(({ articles }) => {
      const before = articles.healthOf(normalised);
      if (isAside && before?.state === 'moved') return;
      articles.putHealth(normalised, healthToKeep(before, found));
    });
    this.#parts.news.add([normalised]);
  }

  async #urlOf(normalised: string): Promise<string> {
    const [article] = await this.#parts.indexing.ask<Article[]>(({ database }) =>
      articlesOf(database, [normalised]),
    );
    return article?.url ?? normalised;
  }
}

/** What a fetched page, or one that could not be, says about its link. */
async function healthAfter(card: Card | FetchFailure): Promise<CheckedLink | null> {
  const [{ healthOfFailure }, { titleSaysMissing }] = await Promise.all([
    import('./sources/health.ts'),
    import('./sources/soft-404.ts'),
  ]);
  if (card.kind === 'failed') return healthOfFailure(card);
  const state = titleSaysMissing(card.title) ? 'soft-404' : 'ok';
  return { state, status: 200, movedTo: null, checked: Date.now() };
}
