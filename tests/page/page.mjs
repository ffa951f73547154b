// The page of a roadmap in Chromium. `PAGES` is a folder with the pages, `CHROMIUM` the browser.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { createRequire } from 'node:module';
import { delimiter, isAbsolute, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const address = (name, hash = '') => pathToFileURL(`${process.env.PAGES}/${name}`).href + hash;
const FLAGS = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

const program = process.env.CHROMIUM;
const found = isAbsolute(program) ? program : process.env.PATH.split(delimiter).map((folder) => join(folder, program)).find(existsSync);

let browser;
before(async () => { browser = await chromium.launch({ executablePath: found, args: FLAGS }); });
after(async () => { await browser?.close(); });

/** Opens a page; what it asks for and what goes wrong in it is noted. */
const open = async (name, { hash = '', width = 1440, height = 900, ...options } = {}) => {
  const context = await browser.newContext({ viewport: { width, height }, ...options });
  const page = await context.newPage();
  const [asked, wrong] = [[], []];
  page.on('request', (request) => asked.push(request.url()));
  page.on('pageerror', (error) => wrong.push(error.message));
  page.on('console', (message) => { if (message.type() === 'error') wrong.push(message.text()); });
  page.on('dialog', (dialog) => { wrong.push(`dialog ${dialog.message()}`); void dialog.dismiss(); });
  await page.goto(address(name, hash));
  return { page, asked, wrong, close: () => context.close() };
};
const text = (page, selector) => page.locator(selector).innerText();
const shown = (page) => page.locator('#tree > li').count();
const stage = '.view:not([hidden]) .stage:not([hidden])';

test('the types of its scripts fit together', () => {
  const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc');
  const options = '--noEmit --allowJs --checkJs --strict --target es2022 --lib es2022,dom,dom.iterable'.split(' ');
  // Each by itself, as a browser has them.
  for (const name of ['page.js', 'preview.js']) {
    const script = new URL(`../../src/emit/html/${name}`, import.meta.url).pathname;
    execFileSync(process.execPath, [compiler, ...options, script], { stdio: 'pipe' });
  }
});

test('it opens from a file and asks for nothing else', async () => {
  const { page, asked, wrong, close } = await open('atlas.html');
  for (const tab of await page.locator('[role=tab]').all()) await tab.click();
  assert.deepEqual(asked.filter((url) => !url.startsWith('data:')), [address('atlas.html')]);
  assert.deepEqual(wrong, []);
  await close();
});

test('search and filters find items, and light them in the picture', async () => {
  const { page, wrong, close } = await open('atlas.html');
  await page.keyboard.press('/');
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'query');
  const all = await shown(page);
  await page.keyboard.type('failure drill');
  assert.match(await text(page, '#count'), /^1 of \d+ items$/);
  // It and what it stands in.
  assert.ok(await shown(page) < all / 4);
  assert.equal(await page.locator(`${stage} g[data-item].lit`).count(), 1);
  assert.equal(await text(page, '#said'), await text(page, '#count'));
  await page.locator('#reset').click();
  assert.equal(await shown(page), all);
  await page.locator('[data-filter=person]').selectOption('Samira Haddad');
  const found = Number((await text(page, '#count')).split(' ')[0]);
  assert.ok(found > 3 && found < 20, String(found));
  await page.locator('[data-filter=state]').selectOption('done');
  assert.ok(Number((await text(page, '#count')).split(' ')[0]) < found);
  assert.deepEqual(wrong, []);
  await close();
});

test('the tree goes by keys: it folds, opens an item, and Escape leads back', async () => {
  const { page, close } = await open('atlas.html');
  await page.keyboard.press('/');
  const all = await shown(page);
  await page.locator('#tree > [aria-expanded]').first().focus();
  const focused = () => page.evaluate(() => document.activeElement?.querySelector('.name')?.textContent);
  const first = await focused();
  await page.keyboard.press('ArrowLeft');
  assert.ok(await shown(page) < all);
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('aria-expanded')), 'false');
  await page.keyboard.press('ArrowRight');
  assert.equal(await shown(page), all);
  await page.keyboard.press('ArrowDown');
  const second = await focused();
  assert.notEqual(first, second);
  await page.keyboard.press('Enter');
  assert.equal(await text(page, '#panel h2'), second);
  assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'H2');
  await page.keyboard.press('Escape');
  assert.ok(await page.locator('#panel').isHidden());
  assert.equal(await focused(), second);
  await page.keyboard.press('Escape');
  assert.ok(await page.locator('#items').isHidden());
  await close();
});

test('a picture shows fewer levels, grows and is dragged', async () => {
  const { page, close } = await open('atlas.html');
  const rows = () => page.locator(`${stage} g[data-item]`).count();
  const all = await rows();
  await page.locator('.levels button', { hasText: '1' }).click();
  const streams = await rows();
  assert.ok(streams < 15 && streams < all, `${streams} of ${all}`);
  await page.locator('.levels button', { hasText: 'All' }).click();
  assert.equal(await rows(), all);
  const width = () => page.locator(`${stage} svg`).evaluate((svg) => svg.getBoundingClientRect().width);
  const before = await width();
  await page.keyboard.press('+');
  assert.ok(await width() > before * 1.2);
  await page.keyboard.press('0');
  assert.equal(await width(), before);
  await page.mouse.move(700, 500);
  await page.mouse.down();
  await page.mouse.move(700, 300, { steps: 4 });
  await page.mouse.up();
  assert.equal(await page.locator(stage).evaluate((one) => one.scrollTop), 200);
  assert.ok(await page.locator('#panel').isHidden(), 'a drag opens nothing');
  await close();
});

test('a pointer lights what drives an item and what it drives', async () => {
  const { page, close } = await open('atlas.html', { hash: '#ground.sight.drill' });
  await page.locator(`${stage} g.chosen rect`).first().hover();
  await page.waitForSelector('html.lighting');
  const lit = await page.locator(`${stage} g.lit`).count();
  assert.ok(lit > 3 && lit < 40, String(lit));
  assert.ok(await page.locator(`${stage} path.lit`).count() > 2, 'arrows too');
  await page.mouse.move(700, 20);
  await page.waitForSelector('html:not(.lighting)');
  await close();
});

test('a click tells of an item: dates, why, people, notes', async () => {
  const { page, wrong, close } = await open('hostile.html');
  await page.locator(`${stage} g[data-item] rect`).first().click();
  const told = await text(page, '#panel');
  for (const words of ['16 Mar – 20 Mar 2026', 'Ana Secret', 'because it isn\'t started', 'Risks', '30% likely', 'reported secretly', 'internal note', 'Open <b>it</b>']) {
    assert.ok(told.includes(words), `${words}\n${told}`);
  }
  await page.locator('#panel .to').first().click();
  assert.notEqual(await text(page, '#panel'), told);
  assert.deepEqual(wrong, []);
  await close();
});

test('an address leads to an item or a view, and the back button back', async () => {
  const { page, close } = await open('atlas.html', { hash: '#drill' });
  assert.equal(await text(page, '#panel h2'), 'Failure drill');
  assert.match(await text(page, '#panel .kind'), /ground\.sight\.drill/);
  await page.locator('#tab-report').click();
  assert.equal(new URL(page.url()).hash, '#view=report&item=ground.sight.drill');
  await page.locator('#close-panel').click();
  assert.equal(new URL(page.url()).hash, '#view=report');
  await page.goBack();
  await page.goBack();
  assert.equal(await page.locator('[role=tab][aria-selected=true]').innerText(), 'Gantt');
  assert.equal(await text(page, '#panel h2'), 'Failure drill');
  await page.goto(address('atlas.html', '#view=nothing&item=%'));
  assert.ok(await page.locator('#panel').isHidden());
  await close();
});

test('tabs go by arrows', async () => {
  const { page, close } = await open('atlas.html');
  await page.locator('[role=tab]').first().focus();
  await page.keyboard.press('End');
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Report');
  assert.ok(await page.locator('#view-report').isVisible());
  await page.keyboard.press('ArrowRight');
  assert.equal(await page.locator('[role=tab][aria-selected=true]').getAttribute('data-view'), await page.locator('[role=tab]').first().getAttribute('data-view'));
  await close();
});

test('titles, notes and links of bad will do nothing', async () => {
  const { page, asked, wrong, close } = await open('hostile.html', { hash: '#script' });
  assert.notEqual(await page.title(), 'owned');
  for (const tab of await page.locator('[role=tab]').all()) await tab.click();
  for (const link of await page.locator('#panel a, .report a').all()) assert.match(await link.getAttribute('href') ?? '', /^(https?:\/\/|mailto:)/);
  await page.keyboard.press('/');
  for (const row of await page.locator('#tree > li').all()) await row.click();
  assert.equal(await page.locator('script').count(), 3);
  assert.equal(await page.locator('#panel img, .report img, iframe').count(), 0);
  assert.notEqual(await page.title(), 'owned');
  assert.deepEqual(wrong, []);
  assert.equal(asked.filter((url) => !url.startsWith('data:')).length, 1);
  await close();
});

test('colours follow the system and the reader; paper is light', async () => {
  const { page, close } = await open('atlas.html', { colorScheme: 'dark' });
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const picture = () => page.locator(`${stage} svg > rect`).first().evaluate((rect) => getComputedStyle(rect).fill);
  const dark = await ground();
  assert.equal(await picture(), dark);
  await page.locator('#theme').click();
  const light = await ground();
  assert.equal(light, 'rgb(255, 255, 255)');
  assert.equal(await picture(), light);
  await page.locator('#theme').click();
  assert.equal(await ground(), dark);
  await page.emulateMedia({ media: 'print' });
  assert.equal(await picture(), light);
  assert.ok(await page.locator('.bar').isHidden());
  await close();
});

test('without its script all of it is there to be read', async () => {
  const { page, close } = await open('atlas.html', { javaScriptEnabled: false });
  assert.ok(await page.locator('.stage svg').first().isVisible());
  assert.ok(await page.locator('.report h2').first().isVisible());
  await close();
});

for (const colorScheme of ['light', 'dark']) {
  for (const width of [1440, 390]) {
    test(`axe finds nothing: ${colorScheme}, ${width} pixels wide`, async () => {
      // The policy would not let it in.
      const { page, close } = await open('atlas.html', { colorScheme, width, height: 844, bypassCSP: true });
      await page.evaluate(axe);
      const look = async (where) => {
        const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ['violations'] }));
        const told = violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => `${node.html.slice(0, 200)} ${node.failureSummary}`).join('\n')}`);
        assert.deepEqual(told, [], where);
      };
      for (const tab of await page.locator('[role=tab]').all()) {
        await tab.click();
        await look(await tab.innerText());
      }
      await page.locator('[role=tab]').first().click();
      await page.evaluate(() => { location.hash = '#ground.sight.drill'; });
      await page.waitForSelector('#panel:not([hidden])');
      await look('details');
      if (width < 700) await page.locator('#close-panel').click();
      await page.locator('#find').click();
      await look('list');
      await close();
    });
  }
}
