/** The page's start: language, host, notebook, keys and menus; then React. */
import './no-code-from-text.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nProvider } from 'react-aria-components';
import { reopenLastNote, sessions, start } from './actions.ts';
import { App } from './app.tsx';
import { askWhenReady, watchAddFragment } from './capture/add-links.ts';
import { guardFileDrops, picturesOfApp } from './pictures.ts';
import { offersOfApp } from './capture/offers-of-app.ts';
import { watchDrops } from './capture/window-drops.ts';
import { runCommand } from './commands.ts';
import { writingOfApp } from './editor/writing-of-app.ts';
import { linksOfApp } from './links/links-of-app.ts';
import { keepSpelling } from './dialogs/spelling.tsx';
import { tellFailure, watchFailures } from './log/page-failures.ts';
import { tellDamaged, tellUnkept } from './versions/unkept.ts';
import { LastResort } from './last-resort.tsx';
import { watchSearch } from './lists/found-notes.ts';
import { menuSections } from './menu.ts';
import { followTextSize } from './text-size.ts';
import { keepHistory, useHistory, watchMouseButtons } from './history.ts';
import { languageFor, setLanguage, t } from './messages.ts';
import { keepPanes } from './pane-memory.ts';
import { findHost, type HostState } from './port.ts';
import { handleKey } from './shortcuts.ts';
import { handOverAway, tellLost } from './recovery/look-for-lost.ts';
import { useStore } from './store.ts';
import { isMac } from './system.ts';
import { useTagSteps } from './tags/tag-steps.ts';
import '@fontsource-variable/inter/wght.css';
import './theme.css';
import './base.css';

const language = languageFor(window.location.search, navigator.languages);
setLanguage(language);
document.documentElement.lang = language;

// Before the host is looked for: what is asked for in the fragment is nothing to sign in with.
watchAddFragment();
const host = findHost((state) => void onConnection(state));
keepPanes();
start(host.notebook, host.desktop, (path) => [
  offersOfApp(path),
  linksOfApp(path),
  picturesOfApp(path),
  writingOfApp(),
]);
watchFailures();
guardFileDrops();
host.desktop?.onAdd(askWhenReady);
watchDrops();
watchSearch();
keepHistory();
watchMouseButtons();
followTextSize();
keepSpelling();
host.notebook.listen((event) => {
  if (event.kind === 'state') useStore.setState({ notebook: event.state });
  else if (event.kind === 'unkept') tellUnkept(event.code);
  else if (event.kind === 'damaged') tellDamaged();
});
window.addEventListener('focus', () => {
  if (useStore.getState().connection === 'online') void look();
});
window.addEventListener('keydown', (event) => handleKey(event, isMac));
useStore.subscribe(showTitle);
showTitle();
if (host.desktop !== null) joinDesktop(host.desktop);

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root.');
createRoot(root).render(
  <StrictMode>
    <I18nProvider locale={language}>
      <LastResort onBroken={tellFailure}>
        <App retry={() => host.retry()} />
      </LastResort>
    </I18nProvider>
  </StrictMode>,
);

let hasStarted = false;

/** Online means that the notebook has answered, not only that there is a pipe. */
async function onConnection(state: HostState): Promise<void> {
  if (state !== 'online') return useStore.setState({ connection: state });
  if (!(await look())) return;
  useStore.setState({ connection: 'online' });
  if (!hasStarted) {
    hasStarted = true;
    await handOverAway();
    await reopenLastNote();
    void tellLost();
  }
}

async function look(): Promise<boolean> {
  try {
    const notebook = await host.notebook.state({});
    useStore.setState({ notebook });
    return true;
  } catch {
    // The pipe broke meanwhile, which is told on its own.
    return false;
  }
}

function showTitle(): void {
  const { note, notebook } = useStore.getState();
  const title = note === null ? undefined : note.facts.title || t('app.untitled');
  const shown = [title, notebook?.name ?? t('app.name')].filter(Boolean).join(' · ');
  if (document.title !== shown) document.title = shown;
}

function joinDesktop(desktop: NonNullable<typeof host.desktop>): void {
  let shown = '';
  const showMenu = () => {
    const sections = menuSections(useStore.getState());
    const text = JSON.stringify(sections);
    if (text === shown) return;
    shown = text;
    desktop.setMenu(sections).catch((error: unknown) => console.error('gleaner: no menu:', error));
  };
  let unsaved = '';
  const tellUnsaved = () => {
    const paths = sessions().unsaved();
    if (paths.join('\n') === unsaved) return;
    unsaved = paths.join('\n');
    desktop.setUnsaved(paths).catch((error: unknown) => console.error('gleaner:', error));
  };
  desktop.onCommand(runCommand);
  desktop.onClose(() => sessions().flush());
  useStore.subscribe(showMenu);
  useTagSteps.subscribe(showMenu);
  useHistory.subscribe(showMenu);
  useStore.subscribe(tellUnsaved);
  showMenu();
}
