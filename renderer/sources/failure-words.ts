import type { FetchFailure } from '../../notes/api.ts';
import { t } from '../messages.ts';

/** Why something could not be fetched from `url`, as a sentence, and what the person can do about it, if anything. */
export function failureInWords(
  { reason, status }: FetchFailure,
  url: string,
): { why: string; advice: string | null } {
  const { site, place } = namesOf(url);
  if (reason === 'status') return { why: whyStatus(status ?? 0, site), advice: adviceForStatus(status ?? 0) };
  const why = t(`fetch.why.${reason}`, { site });
  if (reason === 'private-address' || reason === 'port')
    return { why, advice: t('fetch.advice.allow', { place }) };
  if (reason === 'needs-browser' || reason === 'needs-login' || reason === 'robots' || reason === 'too-large')
    return { why, advice: t('fetch.advice.save') };
  if (reason === 'disk-full') return { why, advice: t('fetch.advice.disk') };
  if (reason === 'offline' || reason === 'too-slow' || reason === 'failed')
    return { why, advice: t('fetch.advice.later') };
  return { why, advice: null };
}

function whyStatus(status: number, site: string): string {
  if (status === 401 || status === 403) return t('fetch.why.login', { site, status: String(status) });
  if (status === 404 || status === 410) return t('fetch.why.gone', { status: String(status) });
  if (status === 429) return t('fetch.why.busy', { site });
  return t('fetch.why.status', { site, status: String(status) });
}

function adviceForStatus(status: number): string | null {
  if (status === 401 || status === 403) return t('fetch.advice.save');
  return status === 429 || status >= 500 ? t('fetch.advice.later') : null;
}

/** `place`: as `--allow-address` takes it. */
function namesOf(url: string): { site: string; place: string } {
  if (!URL.canParse(url)) return { site: url, place: url };
  const { hostname, port, protocol } = new URL(url);
  return {
    site: hostname,
    place: `${hostname}:${port === '' ? (protocol === 'http:' ? '80' : '443') : port}`,
  };
}
