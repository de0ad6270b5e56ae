/** What this notebook may fetch by itself: asked once, told by the person, kept by the notebook's host. */
import { create } from 'zustand';
import type { Consent } from '../../notes/api.ts';
import { notebook } from '../actions.ts';
import { t } from '../messages.ts';
import { attempt, notify } from '../notices.ts';
import { useStore } from '../store.ts';

export type Previews = Consent['previews'];
export const previewsWays: readonly Previews[] = ['off', 'select', 'open'];

interface ConsentState {
  /** `null`: not known yet, and nothing is fetched. */
  consent: Consent | null;
  /** The article under whose card the person is asked. */
  askedAt: string | null;
}

export const useConsent = create<ConsentState>(() => ({ consent: null, askedAt: null }));

export async function lookForConsent(): Promise<void> {
  try {
    useConsent.setState({ consent: await notebook().consent({}) });
  } catch {
    // Nobody asked for it; without an answer nothing is fetched by itself.
  }
}

export async function setPreviews(previews: Previews): Promise<void> {
  useConsent.setState({ askedAt: null });
  await tell({ previews }, t(`previews.told.${previews}`));
}

export async function setChecks(checks: boolean): Promise<void> {
  await tell({ checks }, t(checks ? 'checks.told.on' : 'checks.told.off'));
}

async function tell(part: Partial<Consent>, done: string): Promise<void> {
  await attempt(t('failed.consent'), async () => {
    const before = useConsent.getState().consent ?? (await notebook().consent({}));
    useConsent.setState({ consent: await notebook().setConsent({ ...before, ...part }) });
    notify(done);
  });
}

// ---------------------------------------------------------------------------------------------- asking

const key = 'gleaner.previews-asked';
const mostFolders = 50;

/** The first card that is asked for in a notebook is where the person learns that there are other ways. */
export function askOnce(normalised: string): void {
  const folder = useStore.getState().notebook?.folder;
  if (folder === undefined || useConsent.getState().consent?.previews !== 'off') return;
  const asked = askedFolders();
  if (asked.includes(folder)) return;
  try {
    localStorage.setItem(key, JSON.stringify([...asked, folder].slice(-mostFolders)));
  } catch {
    // A browser that keeps nothing asks again.
  }
  useConsent.setState({ askedAt: normalised });
}

export function stopAsking(): void {
  useConsent.setState({ askedAt: null });
}

function askedFolders(): string[] {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
    return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
  } catch {
    return [];
  }
}
