// @ts-check
// A preview listens to the server that it came from: a page that has changed is loaded anew, and what is wrong is listed. Nothing that
// it hears becomes markup.
'use strict';

/**
 * What the server says of a page.
 * @typedef {{severity: string, rule: string, message: string, place: string, address: string, help: string[]}} Finding
 * @typedef {{mark: string, isOld: boolean, summary: string, errors: number, found: Finding[]}} State
 */
(() => {
  const root = document.documentElement;
  root.classList.add('live');
  const mark = root.dataset.preview;
  const panel = /** @type {HTMLDetailsElement} */ (document.getElementById('found'));
  const [summary, list] = /** @type {HTMLElement[]} */ ([...panel.children]);
  /** @type {EventSource | undefined} */
  let source;

  /** @param {string} tag @param {Record<string, string>} attributes @param {(Node | string)[]} content */
  const make = (tag, attributes, ...content) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...content);
    return element;
  };
  /** With what it quotes told apart. @param {string} words */
  const spoken = (words) => {
    const pieces = words.split('`');
    return pieces.length % 2 ? pieces.map((piece, at) => (at % 2 ? make('code', {}, piece) : piece)) : [words];
  };

  // Whether the list is open is the reader's to say, until nothing is wrong.
  const KEPT = `milepost-found ${location.pathname}`;
  const recall = () => { try { return sessionStorage.getItem(KEPT); } catch { return null; } };
  /** @param {string | null} value */
  const keep = (value) => {
    try {
      if (value === null) sessionStorage.removeItem(KEPT);
      else sessionStorage.setItem(KEPT, value);
    } catch { /* It is forgotten then. */ }
  };
  summary.addEventListener('click', () => keep(panel.open ? 'closed' : 'open'));

  /** @param {Finding} one */
  const told = (one) => {
    const [place, help] = [one.address ? make('a', { href: one.address }, one.place) : one.place, one.help.map((words) => make('p', {}, ...spoken(words)))];
    const rule = one.rule ? make('small', {}, one.rule) : '';
    return make('li', { class: one.severity }, make('strong', {}, one.severity), ' ', ...spoken(one.message), ' ', make('span', { class: 'place' }, place, ' ', rule), ...help);
  };
  /** @param {State} state */
  const show = (state) => {
    if (!state.summary) keep(null);
    panel.hidden = !state.summary;
    panel.classList.toggle('faulty', state.errors > 0);
    const before = state.isOld ? ' · the last good picture' : '';
    const words = state.summary + before;
    if (summary.textContent !== words) summary.textContent = words;
    list.replaceChildren(...state.found.map(told));
    const asked = recall();
    panel.open = asked ? asked === 'open' : state.errors > 0;
  };

  // The list of a folder has pages, and leads back from them.
  if (location.pathname !== '/') document.querySelector('.bar')?.prepend(make('a', { href: '/', class: 'tool up' }, 'All roadmaps'));

  const listen = () => {
    source = new EventSource('/events');
    source.addEventListener('message', (event) => {
      /** @type {State | undefined} */
      const state = JSON.parse(event.data)[location.pathname];
      if (!state) show({ mark: '', isOld: true, summary: 'the roadmap is gone', errors: 1, found: [] });
      else if (state.mark !== mark) location.reload();
      else show(state);
    });
    source.addEventListener('open', () => root.classList.remove('alone'));
    source.addEventListener('error', () => root.classList.add('alone'));
  };
  // A browser has few connections to a server: a page that nobody sees gives its own back.
  const attend = () => {
    source?.close();
    source = undefined;
    if (!document.hidden) listen();
  };
  document.addEventListener('visibilitychange', attend);
  addEventListener('pageshow', (event) => { if (event.persisted) attend(); });
  addEventListener('pagehide', () => source?.close());
  attend();
})();
