// @ts-check
// The page shows, hides and lights what is there. It asks the network for nothing, and makes no markup of any text: what it adds are
// elements with texts in them.
'use strict';

/**
 * An item, as the page knows it. Items name each other by their numbers `n`.
 * @typedef {{title: string, size?: string, mitigations?: string[]}} Risk
 * @typedef {{date: string, health: string, text?: string}} Status
 * @typedef {{
 *   n: number, path: string, title: string, kind: string, up?: number, state?: string, health?: string, stream?: string,
 *   dates?: string, slack?: string, due?: string, percent?: number, estimate?: string, people?: string[], owner?: string,
 *   objectives?: string[], releases?: number[], tags?: string[], labels?: string[], why?: string, from?: number, fromStart?: boolean,
 *   whyStart?: string, startFrom?: number, waits?: number[], risks?: Risk[], statuses?: Status[],
 *   links?: {title: string, address: string}[]
 * }} Item
 */
(() => {
  const root = document.documentElement;

  /** @template {HTMLElement} T @param {string} id @returns {T} */
  const byId = (id) => /** @type {T} */ (document.getElementById(id));
  /** @param {string} selector @param {ParentNode} [within] @returns {HTMLElement[]} */
  const all = (selector, within = document) => [...within.querySelectorAll(selector)].map((one) => /** @type {HTMLElement} */ (one));

  /**
   * An element with these attributes, and these texts and elements in it.
   * @param {string} tag @param {Record<string, string>} attributes @param {(Node | string)[]} content
   */
  const make = (tag, attributes, ...content) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...content);
    return element;
  };

  /** @type {Item[]} */
  const items = JSON.parse(byId('data').textContent || '{"items":[]}').items;
  const byNumber = new Map(items.map((item) => [item.n, item]));
  /** @type {Map<number, Item[]>} What stands in an item. */
  const parts = new Map();
  /** @type {Map<number, number[]>} What follows from an item, and what waits for it. */
  const driven = new Map();
  /** @type {Map<number, number[]>} */
  const awaited = new Map();
  /** @template T @param {Map<number, T[]>} map @param {number} key @param {T} value */
  const add = (map, key, value) => void (map.get(key)?.push(value) ?? map.set(key, [value]));
  for (const item of items) {
    if (item.up !== undefined) add(parts, item.up, item);
    for (const from of new Set([item.from, item.startFrom])) if (from !== undefined) add(driven, from, item.n);
    for (const other of item.waits ?? []) add(awaited, other, item.n);
  }

  const views = all('.view');
  const tabs = all('[role=tab]');
  const [tree, panel, details, drawer] = ['tree', 'panel', 'details', 'items'].map(byId);
  const query = /** @type {HTMLInputElement} */ (byId('query'));
  const say = (/** @type {string} */ words) => { byId('said').textContent = words; };

  // Where the reader is: which view, which item; the address says it, so that it can be sent to others and gone back to.

  /** @type {{view: string, item: Item | undefined}} */
  const place = { view: views[0]?.id.slice(5) ?? '', item: undefined };

  /** @param {string} name */
  const named = (name) => items.find((item) => item.path === name) ?? items.find((item) => item.path.endsWith(`.${name}`));

  const read = () => {
    let said = location.hash.slice(1);
    try { said = said.includes('=') ? said : decodeURIComponent(said); } catch { /* It names nothing then. */ }
    const asked = new URLSearchParams(said.includes('=') ? said : '');
    const view = asked.get('view') ?? '';
    const path = said.includes('=') ? asked.get('item') ?? '' : said;
    return { view: document.getElementById(`view-${view}`) ? view : views[0]?.id.slice(5) ?? '', item: path ? named(path) : undefined };
  };

  /** @param {Partial<typeof place>} to */
  const go = (to) => {
    const next = { ...place, ...to };
    if (next.view === place.view && next.item === place.item) return;
    const first = next.view === views[0]?.id.slice(5);
    const path = next.item ? encodeURIComponent(next.item.path) : '';
    const view = `view=${encodeURIComponent(next.view)}`;
    const hash = first ? path : path ? `${view}&item=${path}` : view;
    history.pushState(null, '', hash ? `#${hash}` : location.pathname + location.search);
    arrive(next);
  };

  /** @param {typeof place} to @param {boolean} [anew] */
  const arrive = (to, anew = false) => {
    const [before, was] = [place.view, place.item];
    Object.assign(place, to);
    if (anew || before !== place.view) showView();
    if (anew || was !== place.item) showItem(was);
  };
  addEventListener('popstate', () => arrive(read()));

  // Tabs.

  const showView = () => {
    for (const view of views) view.hidden = view.id !== `view-${place.view}`;
    for (const tab of tabs) {
      const isShown = tab.dataset.view === place.view;
      tab.setAttribute('aria-selected', String(isShown));
      tab.tabIndex = isShown ? 0 : -1;
      if (isShown) tab.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    }
    fitOnce();
    choose();
    light();
  };
  byId('tab-' + place.view).parentElement?.addEventListener('keydown', (event) => {
    const at = tabs.findIndex((tab) => tab.tabIndex === 0);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const tab = tabs[(to + tabs.length) % tabs.length];
    go({ view: tab.dataset.view });
    tab.focus();
  });
  for (const tab of tabs) tab.addEventListener('click', () => go({ view: tab.dataset.view }));

  // Pictures: levels, zoom, pan.

  const shownView = () => /** @type {HTMLElement} */ (views.find((view) => !view.hidden));
  const stage = () => all('.stage', shownView()).find((one) => !one.hidden);
  /** @type {WeakMap<HTMLElement, {width: number, height: number, scale: number, isFit: boolean}>} */
  const sizes = new WeakMap();

  /** @param {HTMLElement} of */
  const sizeOf = (of) => {
    const box = /** @type {SVGSVGElement} */ (of.querySelector('svg')).viewBox.baseVal;
    const size = sizes.get(of) ?? { width: box.width, height: box.height, scale: 0, isFit: true };
    sizes.set(of, size);
    return size;
  };

  /** Makes a picture so many times as large; what is under a point of the window stays there.
   * @param {HTMLElement} of @param {number} scale @param {[number, number]} [point] */
  const zoom = (of, scale, point) => {
    const size = sizeOf(of);
    const to = Math.min(4, Math.max(0.2, scale));
    const box = of.getBoundingClientRect();
    const [x, y] = point ? [point[0] - box.left, point[1] - box.top] : [of.clientWidth / 2, of.clientHeight / 2];
    const [left, top] = [(of.scrollLeft + x) / (size.scale || 1), (of.scrollTop + y) / (size.scale || 1)];
    // To be told its size is to be laid out, be it the size that it has.
    if (to !== size.scale) {
      const svg = /** @type {SVGSVGElement} */ (of.querySelector('svg'));
      svg.setAttribute('width', String(Math.round(size.width * to)));
      svg.setAttribute('height', String(Math.round(size.height * to)));
    }
    if (size.scale) of.scrollTo(left * to - x, top * to - y);
    [size.scale, size.isFit] = [to, false];
  };

  /** So small that it can just be read: the letters of a slide are large. @param {HTMLElement} of */
  const readable = (of) => ('slide' in of.dataset ? 0.55 : 0.8);
  /** As wide as the window, but no smaller than this. @param {HTMLElement} of @param {number} least */
  const fit = (of, least) => {
    const size = sizeOf(of);
    zoom(of, Math.min(1.5, Math.max(least, (of.clientWidth - 16) / size.width)), [of.getBoundingClientRect().left, of.getBoundingClientRect().top]);
    size.isFit = true;
  };
  // What fits goes on fitting when a list or details open beside it.
  const watcher = new ResizeObserver((changes) => {
    for (const { target } of changes) {
      const of = /** @type {HTMLElement} */ (target);
      if (!of.hidden && of.clientWidth && sizeOf(of).isFit) fit(of, readable(of));
    }
  });
  for (const of of all('.stage')) watcher.observe(of);
  const fitOnce = () => {
    const of = stage();
    if (of && !sizeOf(of).scale) fit(of, readable(of));
  };
  /** @param {string} how */
  const zoomBy = (how) => {
    const of = stage();
    if (!of) return;
    if (how === 'fit') {
      // Who asks for it wants to see all of it.
      fit(of, 0.2);
      of.scrollTo(0, 0);
    } else zoom(of, sizeOf(of).scale * (how === 'in' ? 1.25 : 0.8));
    say(`${Math.round(sizeOf(of).scale * 100)} percent`);
  };
  for (const button of all('[data-zoom]')) button.addEventListener('click', () => zoomBy(button.dataset.zoom ?? ''));
  /** Shows so much of a picture, if that can be chosen. @param {HTMLElement} view @param {string | undefined} level */
  const choosing = (view, level) => {
    const button = all('.levels button', view).find((one) => one.dataset.level === level);
    if (!button) return;
    for (const one of all('.levels button', view)) one.setAttribute('aria-pressed', String(one === button));
    for (const one of all('.stage', view)) one.hidden = one.dataset.level !== level;
  };
  for (const button of all('.levels button')) {
    button.addEventListener('click', () => {
      const level = button.dataset.level;
      choosing(shownView(), level);
      fitOnce();
      choose();
      light();
      say(level ? `${level} ${level === '1' ? 'level' : 'levels'} shown` : 'All levels shown');
    });
  }

  let isDragged = false;
  for (const of of all('.stage')) {
    of.addEventListener('wheel', (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      zoom(of, sizeOf(of).scale * Math.exp(-event.deltaY / 300), [event.clientX, event.clientY]);
    }, { passive: false });
    of.addEventListener('pointerdown', (down) => {
      isDragged = false;
      // Fingers scroll by themselves.
      if (down.button !== 0 || down.pointerType !== 'mouse') return;
      const [left, top] = [of.scrollLeft + down.clientX, of.scrollTop + down.clientY];
      const onMove = (/** @type {PointerEvent} */ move) => {
        if (!isDragged && Math.hypot(move.clientX - down.clientX, move.clientY - down.clientY) < 4) return;
        if (!isDragged) of.setPointerCapture(down.pointerId);
        isDragged = true;
        of.classList.add('moved');
        of.scrollTo(left - move.clientX, top - move.clientY);
      };
      const onEnd = () => {
        of.classList.remove('moved');
        of.removeEventListener('pointermove', onMove);
      };
      of.addEventListener('pointermove', onMove);
      of.addEventListener('pointerup', onEnd, { once: true });
      of.addEventListener('pointercancel', onEnd, { once: true });
    });
    of.addEventListener('dragstart', (event) => event.preventDefault());
  }

  // What is lit: what an item follows from and what follows from it while a pointer rests on it, or else what was searched for.

  /** @type {WeakMap<HTMLElement, {items: Map<number, Element[]>, beside: Map<number, Element[]>, ways: [number, number, Element][]}>} */
  const drawn = new WeakMap();
  /** @param {HTMLElement} of */
  const marksOf = (of) => {
    let marks = drawn.get(of);
    if (!marks) {
      marks = { items: new Map(), beside: new Map(), ways: [] };
      for (const one of of.querySelectorAll('[data-item]')) add(marks.items, Number(one.getAttribute('data-item')), one);
      for (const one of of.querySelectorAll('[data-beside]')) add(marks.beside, Number(one.getAttribute('data-beside')), one);
      for (const one of of.querySelectorAll('[data-from]')) marks.ways.push([Number(one.getAttribute('data-from')), Number(one.getAttribute('data-to')), one]);
      drawn.set(of, marks);
    }
    return marks;
  };

  /** What an item follows from, back to where it began, and all that follows from it. @param {Item} item */
  const chainOf = (item) => {
    const chain = new Set([item.n]);
    for (let from = item.from; from !== undefined && !chain.has(from); from = byNumber.get(from)?.from) chain.add(from);
    const seen = new Set([item.n]);
    const next = [item.n];
    for (let one = next.pop(); one !== undefined; one = next.pop()) {
      for (const to of driven.get(one) ?? []) {
        if (seen.has(to)) continue;
        seen.add(to);
        next.push(to);
      }
    }
    for (const one of seen) chain.add(one);
    return chain;
  };

  /** @type {Set<number> | undefined} What was searched for. */
  let found;
  /** @type {Item | undefined} What a pointer rests on. */
  let pointed;
  /** @type {Element[]} */
  let lit = [];
  const light = () => {
    for (const one of lit) one.classList.remove('lit');
    lit = [];
    const set = pointed ? chainOf(pointed) : found?.size ? found : undefined;
    const of = stage();
    root.classList.toggle('lighting', Boolean(set && of));
    if (!set || !of) return;
    const marks = marksOf(of);
    for (const n of set) lit.push(...marks.items.get(n) ?? [], ...marks.beside.get(n) ?? []);
    for (const [from, to, way] of marks.ways) if (set.has(from) && set.has(to)) lit.push(way);
    for (const one of lit) one.classList.add('lit');
  };

  /** @type {Element[]} */
  let chosen = [];
  const choose = () => {
    for (const one of chosen) one.classList.remove('chosen');
    const of = stage();
    chosen = place.item && of ? marksOf(of).items.get(place.item.n) ?? [] : [];
    for (const one of chosen) one.classList.add('chosen');
  };

  /** The item that an event is about. @param {Event} event */
  const itemOf = (event) => {
    const on = event.target instanceof Element ? event.target.closest('[data-item], [data-beside]') : null;
    return on ? byNumber.get(Number(on.getAttribute('data-item') ?? on.getAttribute('data-beside'))) : undefined;
  };
  let resting = 0;
  const main = /** @type {HTMLElement} */ (document.querySelector('main'));
  main.addEventListener('pointerover', (event) => {
    if (event.pointerType !== 'mouse' || event.buttons || panel.contains(/** @type {Node} */ (event.target))) return;
    const item = itemOf(event);
    clearTimeout(resting);
    if (item === pointed) return;
    resting = window.setTimeout(() => { pointed = item; light(); }, 80);
  });
  main.addEventListener('pointerleave', () => {
    clearTimeout(resting);
    if (!pointed) return;
    pointed = undefined;
    light();
  });
  main.addEventListener('click', (event) => {
    const target = /** @type {Element} */ (event.target);
    if (isDragged && target.closest('.stage')) return event.preventDefault();
    const item = itemOf(event);
    if (!item || event.ctrlKey || event.metaKey || event.shiftKey || target.closest('#panel a')) return;
    // A title that is a link opens its details all the same, which have the link; the keyboard follows it.
    if (target.closest('.stage a') && event.detail === 0) return;
    event.preventDefault();
    if (target.closest('.twist')) return fold(item, collapsed.has(item.n));
    open(item);
  });

  // The details of an item.

  /** @type {HTMLElement | undefined} */
  let cameFrom;
  /** @param {Item} item */
  const open = (item) => {
    const on = document.activeElement;
    if (on instanceof HTMLElement && !panel.contains(on)) cameFrom = on;
    if (place.item === item) return details.querySelector('h2')?.focus();
    go({ item });
    details.querySelector('h2')?.focus();
  };
  const close = () => {
    go({ item: undefined });
    (cameFrom?.isConnected && cameFrom !== document.body ? cameFrom : stage() ?? tabs.find((tab) => tab.tabIndex === 0))?.focus({ preventScroll: true });
  };
  byId('close-panel').addEventListener('click', close);

  /** @param {number} n */
  const to = (n) => {
    const item = byNumber.get(n);
    return item ? make('button', { type: 'button', class: 'to', 'data-item': String(n) }, item.title) : '';
  };
  /** What the compiler says, with what it quotes in bold; this item's title leads to it. @param {string} words @param {Item} [item] */
  const spoken = (words, item) => {
    const pieces = words.split('`');
    // Of an odd number of signs one is somebody's own, and nobody can tell which.
    if (pieces.length % 2 === 0) return item ? [to(item.n), `: ${words}`] : [words];
    const own = item ? pieces.findIndex((piece, at) => at % 2 === 1 && piece === item.title) : -1;
    return pieces.map((piece, at) => (at % 2 === 0 ? piece : item && at === own ? to(item.n) : make('b', {}, piece)));
  };
  /** @param {string} [health] */
  const sign = (health) => make('span', { class: `sign ${(health ?? 'unknown').toLowerCase().replace(' ', '-')}`, 'aria-hidden': 'true' });
  /** @param {string} title @param {(Node | string)[]} content */
  const part = (title, ...content) => [make('h3', {}, title), ...content];
  /** @param {(Node | string)[][]} rows */
  const list = (rows) => make('ul', { class: 'list' }, ...rows.map((row) => make('li', {}, ...row)));

  /** So many links of a chain are told. */
  const LINKS = 12;
  /** Why an item ends when it does, back to where that began. @param {Item} item */
  const why = (item) => {
    const steps = [];
    let [at, isStart] = [/** @type {Item | undefined} */ (item), false];
    for (const seen = new Set(); at && !seen.has(at) && steps.length < LINKS;) {
      seen.add(at);
      const words = (isStart && at.whyStart) || at.why;
      if (!words) break;
      steps.push(make('li', {}, ...spoken(words, at === item ? undefined : at)));
      const from = isStart && at.whyStart ? at.startFrom : at.from;
      isStart = isStart && at.whyStart ? false : Boolean(at.fromStart);
      at = from === undefined ? undefined : byNumber.get(from);
    }
    return steps.length ? part('Why then', make('ol', { class: 'why' }, ...steps)) : [];
  };

  /** @param {Item} item */
  const factsOf = (item) => {
    /** @type {[string, string | undefined, string?][]} */
    const rows = [
      ['Dates', item.dates], ['Committed', item.due, item.health === 'Off track' ? 'late' : undefined], ['Slack', item.slack],
      ['Estimate', item.estimate], ['People', item.people?.join(', ')], ['Owner', item.owner],
      ['For', item.objectives?.join(', ')], ['In stream', item.stream === item.title ? undefined : item.stream],
    ];
    const facts = make('dl', {});
    for (const [name, text, look] of rows) if (text) facts.append(make('dt', {}, name), make('dd', look ? { class: look } : {}, text));
    const ships = (item.releases ?? []).filter((n) => byNumber.has(n));
    const releases = ships.flatMap((n, at) => [at ? ', ' : '', to(n)]);
    if (releases.length) facts.append(make('dt', {}, 'Ships in'), make('dd', {}, ...releases));
    return facts;
  };

  /** @param {Item} item */
  const told = (item) => {
    const chips = item.health ? [make('li', {}, sign(item.health), item.health)] : [];
    if (item.state && item.state !== item.health?.toLowerCase()) chips.push(make('li', {}, item.state));
    chips.push(...(item.labels ?? []).map((label) => make('li', {}, label)));
    /** @type {(Node | string)[]} */
    const content = [
      make('p', { class: 'kind' }, `${item.kind} · `, make('code', {}, item.path)),
      make('h2', { tabindex: '-1', dir: 'auto' }, item.title),
    ];
    if (chips.length) content.push(make('ul', { class: 'chips', 'aria-label': 'State' }, ...chips));
    if (item.percent !== undefined) content.push(make('progress', { max: '100', value: String(item.percent), 'aria-label': 'Done' }));
    content.push(factsOf(item), ...why(item));
    const others = (/** @type {number[] | undefined} */ of) => list((of ?? []).filter((n) => byNumber.has(n)).map((n) => [to(n)]));
    const [before, behind] = [others(item.waits), others(awaited.get(item.n))];
    if (before.children.length) content.push(...part('Waits for', before));
    if (behind.children.length) content.push(...part('Awaited by', behind));
    const risks = (item.risks ?? []).map((risk) => [risk.title, make('small', {}, [risk.size, ...risk.mitigations ?? []].filter(Boolean).join(' · '))]);
    if (risks.length) content.push(...part('Risks', list(risks)));
    const statuses = (item.statuses ?? []).map((one) => [one.text || one.health, make('small', {}, `${one.date} · ${one.health}`)]);
    if (statuses.length) content.push(...part('Reported', list(statuses)));
    const links = (item.links ?? []).map((link) => [make('a', { href: link.address, target: '_blank', rel: 'noopener noreferrer' }, link.title)]);
    if (links.length) content.push(...part('Links', list(links)));
    const note = document.getElementById(`note-${item.n}`);
    if (note instanceof HTMLTemplateElement) content.push(...part('Notes', make('div', { class: 'note' }, note.content.cloneNode(true))));
    return content;
  };

  /** @param {Item} [was] */
  const showItem = (was) => {
    const item = place.item;
    panel.hidden = !item;
    details.replaceChildren(...(item ? told(item) : []));
    panel.scrollTop = 0;
    choose();
    for (const row of all('.chosen', tree)) row.classList.remove('chosen');
    if (!item) return;
    rows.get(item.n)?.classList.add('chosen');
    if (item !== was) chosen[0]?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  };

  // The list of items: a tree, what is searched for in it, and what stands round that.

  /** @type {Set<number>} */
  const collapsed = new Set();
  /** @type {Map<number, HTMLElement>} */
  let rows = new Map();
  /** What a filter asks of an item. @type {Record<string, {title: string, of: (item: Item) => string[]}>} */
  const FILTERS = {
    person: { title: 'Anybody', of: (item) => item.people ?? [] },
    stream: { title: 'Any stream', of: (item) => (item.stream ? [item.stream] : []) },
    tag: { title: 'Any tag', of: (item) => item.tags ?? [] },
    health: { title: 'Any health', of: (item) => (item.health ? [item.health] : []) },
    state: { title: 'Any state', of: (item) => (item.state ? [item.state] : []) },
  };
  /** @type {Map<string, HTMLSelectElement>} */
  const filters = new Map();
  for (const [name, { title, of }] of Object.entries(FILTERS)) {
    const values = [...new Set(items.flatMap(of))].sort();
    if (values.length < 2 && !(name === 'tag' && values.length)) continue;
    const select = /** @type {HTMLSelectElement} */ (make('select', { 'aria-label': `Filter by ${name}`, 'data-filter': name }));
    select.append(make('option', { value: '' }, title), ...values.map((value) => make('option', {}, value)));
    select.addEventListener('change', search);
    filters.set(name, select);
    byId('filters').append(select);
  }

  let growing = 0;
  function search() {
    const words = query.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    const asked = [...filters].filter(([, select]) => select.value);
    for (const select of filters.values()) select.classList.toggle('set', Boolean(select.value));
    const isMeant = (/** @type {Item} */ item) => {
      const text = [item.title, item.path, ...item.tags ?? [], ...(item.tags ?? []).map((tag) => `#${tag}`)].join('\n').toLocaleLowerCase();
      return words.every((word) => text.includes(word)) && asked.every(([name, select]) => FILTERS[name].of(item).includes(select.value));
    };
    found = words.length || asked.length ? new Set(items.filter(isMeant).map((item) => item.n)) : undefined;
    byId('reset').hidden = !found;
    const count = found ? `${found.size} of ${items.length} items` : `${items.length} items`;
    byId('count').textContent = count;
    say(count);
    clearTimeout(growing);
    // A large picture is not lit anew at every letter.
    if (items.length > 400 && tree.children.length) growing = window.setTimeout(show, 150);
    else show();
  }
  function show() {
    grow();
    light();
  }

  /** Draws the tree anew. */
  function grow() {
    const kept = new Set(found);
    for (const n of found ?? []) for (let up = byNumber.get(n)?.up; up !== undefined; up = byNumber.get(up)?.up) kept.add(up);
    /** @type {HTMLElement[]} */
    const grown = [];
    rows = new Map();
    /** @param {Item} item @param {number} level */
    const visit = (item, level) => {
      if (found && !kept.has(item.n)) return;
      const inside = parts.get(item.n) ?? [];
      // What was searched for is shown, wherever it stands.
      const isOpen = found ? inside.some((part) => kept.has(part.n)) && !collapsed.has(item.n) : !collapsed.has(item.n);
      const row = make('li', { role: 'treeitem', 'data-item': String(item.n), tabindex: '-1', 'aria-level': String(level), class: `l${Math.min(level, 6)}` });
      if (inside.length) row.setAttribute('aria-expanded', String(isOpen));
      row.setAttribute('aria-selected', String(item === place.item));
      if (item === place.item) row.classList.add('chosen');
      if (found && !found.has(item.n)) row.classList.add('beside');
      row.append(make('span', { class: 'twist', 'aria-hidden': 'true' }), make('span', { class: inside.length ? 'name strong' : 'name', dir: 'auto' }, item.title));
      if (item.health === 'At risk' || item.health === 'Off track') row.append(sign(item.health), make('span', { class: 'unseen' }, `, ${item.health}`));
      grown.push(row);
      rows.set(item.n, row);
      if (isOpen) for (const part of inside) visit(part, level + 1);
    };
    for (const item of items) if (item.up === undefined) visit(item, 1);
    tree.replaceChildren(...grown);
    if (grown[0]) (place.item && rows.get(place.item.n) || grown[0]).tabIndex = 0;
  }

  /** @param {Item} item @param {boolean} isOpen */
  function fold(item, isOpen) {
    if (isOpen) collapsed.delete(item.n);
    else collapsed.add(item.n);
    grow();
    moveTo(rows.get(item.n));
  }
  /** @param {HTMLElement | undefined} row */
  function moveTo(row) {
    if (!row) return;
    for (const one of all('[tabindex="0"]', tree)) one.tabIndex = -1;
    row.tabIndex = 0;
    row.focus();
  }
  tree.addEventListener('keydown', (event) => {
    const row = /** @type {HTMLElement} */ (event.target);
    const item = itemOf(event);
    if (!item || event.ctrlKey || event.metaKey || event.altKey) return;
    const shown = /** @type {HTMLElement[]} */ ([...tree.children]);
    const [at, isOpen] = [shown.indexOf(row), row.getAttribute('aria-expanded')];
    /** @type {Record<string, () => void>} */
    const keys = {
      ArrowDown: () => moveTo(shown[at + 1]),
      ArrowUp: () => (at ? moveTo(shown[at - 1]) : query.focus()),
      Home: () => moveTo(shown[0]),
      End: () => moveTo(shown[shown.length - 1]),
      ArrowRight: () => (isOpen === 'false' ? fold(item, true) : isOpen && moveTo(shown[at + 1])),
      ArrowLeft: () => (isOpen === 'true' ? fold(item, false) : item.up !== undefined && moveTo(rows.get(item.up))),
      Enter: () => open(item),
      ' ': () => open(item),
    };
    if (!keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });
  query.addEventListener('input', search);
  query.addEventListener('keydown', (event) => {
    const first = /** @type {HTMLElement | undefined} */ (found ? rows.get([...found][0]) : tree.children[0]);
    if (event.key === 'ArrowDown' || event.key === 'Enter') {
      event.preventDefault();
      moveTo(first);
      const item = first && byNumber.get(Number(first.dataset.item));
      if (event.key === 'Enter' && item) open(item);
    }
  });
  byId('reset').addEventListener('click', () => {
    query.value = '';
    for (const select of filters.values()) select.value = '';
    search();
    query.focus();
  });
  /** @param {boolean} isShown */
  const showList = (isShown) => {
    drawer.hidden = !isShown;
    byId('find').setAttribute('aria-expanded', String(isShown));
    if (isShown) {
      if (!tree.children.length) search();
      query.focus();
      query.select();
    } else {
      byId('find').focus();
    }
  };
  byId('find').addEventListener('click', () => showList(drawer.hidden));
  byId('close-items').addEventListener('click', () => showList(false));

  // Keys of the whole page.

  addEventListener('keydown', (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    const isTyping = target.closest?.('input, select');
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape') {
      if (target === query && query.value) { query.value = ''; search(); }
      else if (place.item && !drawer.contains(target)) close();
      else if (!drawer.hidden) showList(false);
      else if (place.item) close();
    } else if (isTyping) {
      return;
    } else if (event.key === '/') {
      event.preventDefault();
      showList(true);
    } else if (event.key === '+' || event.key === '=') zoomBy('in');
    else if (event.key === '-') zoomBy('out');
    else if (event.key === '0') zoomBy('fit');
  });

  // Light or dark: as the system has it, or as the reader chose.

  const THEMES = { auto: 'screen and (prefers-color-scheme: dark)', light: 'not all', dark: 'screen' };
  const WORDS = { auto: 'as the system', light: 'light', dark: 'dark' };
  /** @param {string | undefined | null} name @returns {name is keyof typeof THEMES} */
  const isTheme = (name) => name === 'auto' || name === 'light' || name === 'dark';
  const KEPT = 'milepost-colours';
  /** @param {keyof typeof THEMES} theme */
  const paint = (theme) => {
    root.dataset.theme = theme;
    const dark = /** @type {HTMLStyleElement} */ (byId('dark'));
    if (dark.media !== THEMES[theme]) dark.media = THEMES[theme];
    byId('theme').setAttribute('aria-label', `Colours: ${WORDS[theme]}`);
    byId('theme').title = `Colours: ${WORDS[theme]}`;
  };
  byId('theme').addEventListener('click', () => {
    const isDark = matchMedia('(prefers-color-scheme: dark)').matches;
    const order = isDark ? ['auto', 'light', 'dark'] : ['auto', 'dark', 'light'];
    const next = order[(order.indexOf(root.dataset.theme ?? 'auto') + 1) % 3];
    if (!isTheme(next)) return;
    paint(next);
    try { localStorage.setItem(KEPT, next); } catch { /* It is forgotten then. */ }
  });
  let kept = null;
  try { kept = localStorage.getItem(KEPT); } catch { /* As it was made. */ }
  const made = root.dataset.theme;
  paint(made === 'auto' && isTheme(kept) ? kept : isTheme(made) ? made : 'auto');

  arrive(read(), true);

  // A preview is loaded anew when its roadmap has changed: what the address does not say of where the reader is, is kept over that.

  const LEFT = `milepost-left ${location.pathname}`;
  /** @param {Element} one */
  const nameOf = (one) => one.id || `${one.closest('.view')?.id} ${/** @type {HTMLElement} */ (one).dataset.level}`;
  const leave = () => {
    const stages = all('.stage').filter((of) => sizes.get(of)?.scale);
    const scrolled = [...views, ...stages, tree, panel].filter((one) => one.scrollTop || one.scrollLeft);
    const focused = document.activeElement?.closest('[id], .stage');
    return {
      levels: Object.fromEntries(views.map((view) => [view.id, all('.levels [aria-pressed=true]', view)[0]?.dataset.level])),
      scales: Object.fromEntries(stages.filter((of) => !sizeOf(of).isFit).map((of) => [nameOf(of), sizeOf(of).scale])),
      scrolled: scrolled.map((one) => ({ name: nameOf(one), x: one.scrollLeft, y: one.scrollTop })),
      folded: [...collapsed].map((n) => byNumber.get(n)?.path),
      filters: [...filters].map(([name, select]) => [name, select.value]),
      query: query.value, isListed: !drawer.hidden, focused: focused ? nameOf(focused) : '',
    };
  };
  /** @param {ReturnType<typeof leave>} left */
  const comeBack = (left) => {
    const named = new Map([...views, ...all('.stage'), tree, panel].map((one) => [nameOf(one), one]));
    for (const view of views) choosing(view, left.levels[view.id]);
    for (const item of items) if (left.folded.includes(item.path)) collapsed.add(item.n);
    query.value = left.query;
    for (const [name, value] of left.filters) {
      const select = filters.get(name);
      if (select && [...select.options].some((option) => option.value === value)) select.value = value;
    }
    if (left.query || left.filters.some(([, value]) => value)) search();
    if (left.isListed) showList(true);
    fitOnce();
    for (const [name, scale] of Object.entries(left.scales)) {
      const of = named.get(name);
      if (of) zoom(of, scale);
    }
    for (const { name, x, y } of left.scrolled) named.get(name)?.scrollTo(x, y);
    choose();
    (named.get(left.focused) ?? document.getElementById(left.focused))?.focus({ preventScroll: true });
  };
  if (root.dataset.preview) {
    addEventListener('pagehide', () => {
      try { sessionStorage.setItem(LEFT, JSON.stringify(leave())); } catch { /* It is forgotten then. */ }
    });
    try {
      const left = sessionStorage.getItem(LEFT);
      if (left) comeBack(JSON.parse(left));
    } catch { /* It begins anew. */ }
  }
})();
