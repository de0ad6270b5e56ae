// Runs in the page that is measured: when something happened, and when the browser had painted it.

/** Resolves after the next frame was painted; the time then. */
function painted() {
  return new Promise((done) => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => done(performance.now());
      port2.postMessage(null);
    });
  });
}

const listbox = () => document.querySelector('[role="listbox"][aria-label="Notes"]');
/** How many notes the list says that it has; `null` while it shows none. */
const listed = () => {
  const option = listbox()?.querySelector('[role="option"]');
  return option ? Number(option.getAttribute('aria-setsize')) : null;
};
const tree = () => document.querySelector('[role="tree"][aria-label="Tags"]');
const countsIn = () =>
  [...tree().querySelectorAll('[role="treeitem"]')].map((item) => item.textContent).join('\n');

window.bench = {
  keys: [],

  /** From now on `keys` gets the ms from each key press to the painted frame. */
  watchKeys() {
    document.addEventListener(
      'keydown',
      (event) => {
        void painted().then((at) => window.bench.keys.push(at - event.timeStamp));
      },
      true,
    );
  },

  listed,

  /** The names of tags that can be clicked, and their numbers: at most `most`, the most used first. */
  tags(most) {
    return [...tree().querySelectorAll('[role="treeitem"]')]
      .map((item) =>
        /^(.*), ([\d,]+) notes?$/.exec(
          item.querySelector('.visually-hidden')?.textContent ?? item.getAttribute('aria-label') ?? '',
        ),
      )
      .filter((match) => match !== null && Number(match[2].replaceAll(',', '')) > 0)
      .map(([, name, count]) => ({ name, count: Number(count.replaceAll(',', '')) }))
      .sort((a, b) => b.count - a.count)
      .slice(0, most);
  },

  /**
   * Clicks on the tag and waits until the list says `count` notes and the tree shows other numbers than before, both
   * painted; ms since the click.
   */
  async clickTag(name, count, patienceMs) {
    const item = [...tree().querySelectorAll('[role="treeitem"]')].find((one) =>
      (one.querySelector('.visually-hidden')?.textContent ?? '').startsWith(`${name}, `),
    );
    if (!item) return { missing: name };
    const before = countsIn();
    const started = performance.now();
    item.querySelector('.tree-label').click();
    for (;;) {
      const at = await painted();
      if (listed() === count && countsIn() !== before) return { ms: at - started };
      if (at - started > patienceMs) return { missing: name, listed: listed() };
    }
  },

  async showAll(total) {
    document.querySelector('nav[aria-label="Views"] button').click();
    while (listed() !== total) await painted();
    await new Promise((rest) => setTimeout(rest, 120));
  },

  /** Scrolls the list for a while, as a wheel that is turned fast; every frame's length in ms. */
  async scroll(ms) {
    const list = listbox();
    const frames = [];
    let last = await new Promise(requestAnimationFrame);
    const end = last + ms;
    let speed = 40;
    while (last < end) {
      list.scrollTop += speed;
      // Slowly, then as fast as a thumb is dragged, then slowly back.
      speed = Math.min(4000, speed * 1.03);
      const now = await new Promise(requestAnimationFrame);
      frames.push(now - last);
      last = now;
    }
    return { frames, top: list.scrollTop };
  },
};
