// A preview in Chromium. `MILEPOST` is the program, `EXAMPLES` a folder with roadmaps, `CHROMIUM` the browser.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, isAbsolute, join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const FLAGS = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const named = process.env.CHROMIUM;
const found = isAbsolute(named) ? named : process.env.PATH.split(delimiter).map((folder) => join(folder, named)).find(existsSync);
const atlas = readFileSync(join(process.env.EXAMPLES, 'atlas.roadmap'), 'utf8');

let [browser, folder, program, address] = [];
const save = (text) => {
  writeFileSync(join(folder, 'draft'), text);
  renameSync(join(folder, 'draft'), join(folder, 'atlas.roadmap'));
};
const serve = async (path) => {
  program = spawn(process.env.MILEPOST, ['serve', path, '--port', '0', '--quiet'], { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] });
  for await (const line of createInterface({ input: program.stdout })) return line;
};
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'preview-'));
  save(atlas);
  writeFileSync(join(folder, 'other.roadmap'), 'roadmap "<b>Other</b>" from 2026-03-02\ntask a 5d\ntask b 3d after <i>\n');
  browser = await chromium.launch({ executablePath: found, args: FLAGS });
  address = await serve('.');
});
after(async () => {
  await browser?.close();
  program?.kill();
  rmSync(folder, { recursive: true, force: true });
});

const open = async (path) => {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
  const wrong = [];
  page.on('pageerror', (error) => wrong.push(error.message));
  page.on('console', (message) => { if (message.type() === 'error') wrong.push(message.text()); });
  await page.goto(address + path);
  return { page, wrong };
};
const stage = '.view:not([hidden]) .stage:not([hidden])';
const mark = (page) => page.evaluate(() => document.documentElement.dataset.preview);
const place = (page) => page.evaluate((stage) => {
  const of = document.querySelector(stage);
  return {
    tab: document.querySelector('[role=tab][aria-selected=true]').id, width: of.querySelector('svg').getAttribute('width'),
    scroll: [of.scrollLeft, of.scrollTop], item: document.querySelector('#panel h2')?.textContent, isListed: !document.getElementById('items').hidden,
    query: document.getElementById('query').value, count: document.getElementById('count').textContent,
  };
}, stage);
const picture = async (page, name) => { if (process.env.PICTURES) await page.screenshot({ path: join(process.env.PICTURES, `${name}.png`) }); };

test('a saved change is shown, and the reader stays where they were', async () => {
  const { page, wrong } = await open('atlas.roadmap');
  await page.locator('[role=tab]').nth(1).click();
  await page.keyboard.press('/');
  await page.keyboard.type('drill');
  await page.keyboard.press('Enter');
  for (let at = 0; at < 3; at += 1) await page.locator('.view:not([hidden]) [data-zoom=in]').click();
  await page.evaluate((stage) => document.querySelector(stage).scrollTo(210, 130), stage);
  const [before, first] = [await place(page), await mark(page)];
  assert.ok(before.item && before.isListed && before.scroll[0] === 210 && before.scroll[1] > 0, JSON.stringify(before));
  save(atlas.replace(/roadmap "[^"]*"/, 'roadmap "Atlas anew"'));
  await page.waitForFunction((first) => document.documentElement.dataset.preview !== first, first);
  await page.waitForFunction(() => document.title === 'Atlas anew');
  assert.deepEqual(await place(page), before);
  await picture(page, 'changed');
  assert.deepEqual(wrong, []);
  await page.context().close();
});

test('what is wrong lies over the last good picture, and leads to its line', async () => {
  save(atlas);
  const { page, wrong } = await open('atlas.roadmap');
  await page.waitForFunction(() => document.title !== 'Atlas anew');
  const first = await mark(page);
  save(`${atlas}\ntask extra "Extra" 5d after nowhere-at-all\n`);
  await page.locator('#found.faulty').waitFor();
  assert.match(await page.locator('#found summary').innerText(), /1 error.* · the last good picture$/);
  assert.equal(await page.locator('#found').getAttribute('open'), '');
  const lines = atlas.split('\n').length + 1;
  const link = page.locator('#found .error a');
  assert.match(await link.getAttribute('href'), new RegExp(`^vscode://file/.*/atlas\\.roadmap:${lines}:\\d+$`));
  assert.equal(await mark(page), first);
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ['violations'] }));
  assert.deepEqual(violations.map((one) => one.id), []);
  await picture(page, 'wrong');
  // Closed, it stays closed until nothing is wrong.
  await page.locator('#found summary').click();
  save(`${atlas}\ntask extra "Extra" 5d after nowhere-at-last\n`);
  await page.locator('#found li', { hasText: 'nowhere-at-last' }).waitFor({ state: 'attached' });
  assert.equal(await page.locator('#found').getAttribute('open'), null);
  save(atlas);
  await page.waitForFunction(() => !document.querySelector('#found.faulty'));
  assert.deepEqual(wrong, []);
  await page.context().close();
});

test('a folder is a list, and what is hostile in it is text', async () => {
  const { page, wrong } = await open('');
  assert.equal(await page.locator('.roadmaps li').count(), 2);
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ['violations'] }));
  assert.deepEqual(violations.map((one) => one.id), []);
  await picture(page, 'index');
  await page.locator('.roadmaps a', { hasText: 'other' }).click();
  await page.locator('#found li').first().waitFor();
  assert.equal(await page.locator('#found i, h1 b').count(), 0);
  await picture(page, 'nothing');
  await page.locator('.bar .up').click();
  await page.locator('.roadmaps').waitFor();
  assert.deepEqual(wrong, []);
  await page.context().close();
});

test('a page says when nobody serves it any more', async () => {
  const { page } = await open('atlas.roadmap');
  await page.locator('.tool').first().waitFor();
  program.kill();
  await page.locator('.alone').waitFor({ state: 'attached' });
  await picture(page, 'alone');
  await page.context().close();
});
