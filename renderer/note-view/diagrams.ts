/**
 * Diagrams by Mermaid, drawn in a frame of their own that has scripts and no origin: it reaches neither the app nor the network,
 * and is thrown away when it takes too long.
 */
import { t } from '../messages.ts';

export type Drawing = { svg: string } | { error: string };

/** How a diagram looks: the page's tokens. */
export interface DiagramColours {
  canvas: string;
  card: string;
  line: string;
  ink: string;
  ink2: string;
  accentSoft: string;
  isDark: boolean;
}

const longestLoadMs = 15_000;
const longestDrawMs = 4000;
const mostKept = 60;

const kept = new Map<string, Drawing>();
let queue: Promise<unknown> = Promise.resolve();
let frame: Promise<HTMLIFrameElement> | null = null;
let lastId = 0;

/** One after the other. Never fails: what is wrong with a diagram is its `error`. */
export function drawDiagram(code: string, colours: DiagramColours): Promise<Drawing> {
  const key = JSON.stringify([code, colours]);
  const known = kept.get(key);
  if (known !== undefined) return Promise.resolve(known);
  const drawn = queue.then(async () => {
    const drawing =
      kept.get(key) ?? (await draw(code, colours).catch(() => ({ error: t('noteView.noDiagram') })));
    kept.set(key, drawing);
    if (kept.size > mostKept) kept.delete(kept.keys().next().value ?? '');
    return drawing;
  });
  queue = drawn;
  return drawn;
}

async function draw(code: string, colours: DiagramColours): Promise<Drawing> {
  const { contentWindow } = await (frame ??= openFrame());
  if (contentWindow === null) return { error: t('noteView.noDiagram') };
  const id = ++lastId;
  const answered = answerOf(contentWindow, id, longestDrawMs);
  contentWindow.postMessage({ id, code, config: configOf(colours) }, '*');
  const answer = await answered;
  if (answer === null) {
    await closeFrame();
    return { error: t('noteView.diagramTooLong') };
  }
  const { svg, error } = answer;
  return typeof svg === 'string' ? { svg } : { error: String(error).slice(0, 2000) };
}

async function openFrame(): Promise<HTMLIFrameElement> {
  const made = document.createElement('iframe');
  made.setAttribute('sandbox', 'allow-scripts');
  made.className = 'diagram-frame';
  made.tabIndex = -1;
  made.setAttribute('aria-hidden', 'true');
  made.src = './diagram.html';
  document.body.append(made);
  const isReady =
    made.contentWindow !== null && (await answerOf(made.contentWindow, 0, longestLoadMs)) !== null;
  if (isReady) return made;
  made.remove();
  frame = null;
  throw new Error('The frame of diagrams did not load.');
}

async function closeFrame(): Promise<void> {
  (await frame)?.remove();
  frame = null;
}

/** What the frame says about `id`; `null`: nothing, for that long. */
function answerOf(from: Window, id: number, ms: number): Promise<{ svg?: unknown; error?: unknown } | null> {
  return new Promise((settle) => {
    const end = (answer: { svg?: unknown; error?: unknown } | null) => {
      window.clearTimeout(timer);
      window.removeEventListener('message', hear);
      settle(answer);
    };
    const hear = (event: MessageEvent<unknown>) => {
      if (event.source !== from || typeof event.data !== 'object' || event.data === null) return;
      if ((event.data as { id?: unknown }).id === id) end(event.data);
    };
    const timer = window.setTimeout(() => end(null), ms);
    window.addEventListener('message', hear);
  });
}

function configOf({ canvas, card, line, ink, ink2, accentSoft, isDark }: DiagramColours): object {
  return {
    startOnLoad: false,
    securityLevel: 'strict',
    suppressErrorRendering: true,
    htmlLabels: false,
    flowchart: { htmlLabels: false },
    maxTextSize: 30_000,
    maxEdges: 400,
    fontFamily: "'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', system-ui, sans-serif",
    look: 'classic',
    // Flat, as everything on the page.
    themeCSS:
      '.node rect, .node polygon, .node path, .node circle, .node ellipse { filter: none !important; }',
    theme: 'base',
    themeVariables: {
      darkMode: isDark,
      background: canvas,
      primaryColor: accentSoft,
      primaryBorderColor: line,
      primaryTextColor: ink,
      secondaryColor: card,
      tertiaryColor: card,
      textColor: ink,
      edgeLabelBackground: canvas,
      useGradient: false,
      dropShadow: 'none',
      lineColor: ink2,
      fontSize: '14px',
    },
  };
}
