/** A card: a page, asked for what it says about itself, and the picture it names. */
import type { Card, FetchFailure } from '../api.ts';
import type { Door } from './fetch.ts';
import type { PageThread } from './page-thread.ts';
import { sniffPicture } from './picture.ts';

export interface FetchedCard {
  kind: 'fetched';
  card: Card;
  /** The address that the page names as its own. */
  canonical: string | null;
}

/** Keeps a picture and answers its id. */
type KeepPicture = (bytes: Buffer, type: string) => Promise<string>;

/**
 * Fetches the page at `url`, and the picture it names, through `door`.
 * @param keep `null`: there is no place for pictures, and none is fetched
 */
export async function fetchCard(
  door: Pick<Door, 'fetch'>,
  pages: PageThread,
  url: string,
  keep: KeepPicture | null,
): Promise<FetchedCard | FetchFailure> {
  const answer = await door.fetch(url, { what: 'page' });
  if (answer.kind === 'failed') return answer;
  const said = await pages.ask('card', { bytes: answer.bytes, charset: answer.charset, url: answer.url });
  if (said.kind === 'failed') return said;
  const { pictureUrl, canonical, ...known } = said;
  const picture = keep === null ? null : await pictureOf(door, pictureUrl, keep);
  const card: Card = { ...known, picture, fetched: Date.now() };
  return { kind: 'fetched', card: answer.isDowngraded ? { ...card, isDowngraded: true } : card, canonical };
}

/** The id of the picture; `null` when there is none that is shown, or it can't be kept: a card is worth having without. */
async function pictureOf(
  door: Pick<Door, 'fetch'>,
  url: string | null,
  keep: KeepPicture,
): Promise<string | null> {
  if (url === null) return null;
  const answer = await door.fetch(url, { what: 'picture' });
  if (answer.kind === 'failed') return null;
  const picture = sniffPicture(answer.bytes);
  return picture === null ? null : keep(answer.bytes, picture.type).catch(() => null);
}
