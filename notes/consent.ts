/** What a notebook may fetch by itself: nothing, until a person said so (S-13). */
import { type Consent, NotesError } from './api.ts';
import { readConsentFile, writeConsentFile } from './files/consent-file.ts';

export const noConsent: Readonly<Consent> = { previews: 'off', checks: false };

/** Read anew each time: another window may have taken it back. What can't be read allows nothing. */
export function consentIn(home: string | NotesError): Consent {
  const value = home instanceof NotesError ? undefined : readConsentFile(home);
  if (typeof value !== 'object' || value === null) return { ...noConsent };
  const { previews, checks } = value as Partial<Record<keyof Consent, unknown>>;
  // Half of a file that somebody damaged is not believed either.
  const isWhole =
    (previews === 'off' || previews === 'select' || previews === 'open') && typeof checks === 'boolean';
  return isWhole ? { previews, checks } : { ...noConsent };
}

/** Where there is no data folder nothing can be remembered, so nothing is allowed: the folder's own error. */
export async function setConsentIn(home: string | NotesError, consent: Consent): Promise<Consent> {
  if (home instanceof NotesError) throw home;
  await writeConsentFile(home, { previews: consent.previews, checks: consent.checks });
  return consentIn(home);
}
