// Opens reports in Chromium and fails on whatever a reader must never meet: an error on the console, a breach of the
// content security policy, a request to anywhere, a page wider than a phone, details that do not print, a filter that
// does not filter, anything that axe knows to keep people out.
//
//   npm install --prefix /tmp/browser playwright-core @axe-core/playwright
//   node src/test/browser/check-report.mjs [--modules /tmp/browser/node_modules] [--shots FOLDER] REPORT.html...
//
// The modules are looked for in --modules, else in $NODE_PATH. The browser is $CHROMIUM, else /usr/bin/chromium.
import { createRequire } from 'node:module';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const files = [];
let modules = (process.env.NODE_PATH ?? '').split(path.delimiter)[0];
let shots = null;
for (let i = 2; i < process.argv.length; i++) {
  if (process.argv[i] === '--modules') {
    modules = process.argv[++i];
  } else if (process.argv[i] === '--shots') {
    shots = process.argv[++i];
  } else {
    files.push(path.resolve(process.argv[i]));
  }
}
if (files.length === 0 || !modules) {
  console.error('usage: check-report.mjs [--modules NODE_MODULES] [--shots FOLDER] REPORT.html...');
  process.exit(2);
}
const load = createRequire(path.resolve(modules, 'here.js'));
const { chromium } = load('playwright-core');
const { AxeBuilder } = load('@axe-core/playwright');
if (shots) {
  mkdirSync(shots, { recursive: true });
}

const views = [
  { name: 'light', width: 1280, height: 900, colorScheme: 'light' },
  { name: 'dark', width: 1280, height: 900, colorScheme: 'dark' },
  { name: 'phone-390', width: 390, height: 844, colorScheme: 'light' },
  { name: 'phone-360', width: 360, height: 740, colorScheme: 'dark' },
  { name: 'no-script', width: 1280, height: 900, colorScheme: 'light', javaScriptEnabled: false },
];
const problems = [];
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
});
try {
  for (const file of files) {
    for (const view of views) {
      await check(file, view).catch((e) => problems.push(path.basename(file) + ' ' + view.name + ': ' + e.message));
    }
    console.log('checked ' + file);
  }
} finally {
  await browser.close();
}
problems.forEach((p) => console.error(p));
process.exit(problems.length === 0 ? 0 : 1);

async function check(file, view) {
  const say = (what) => problems.push(path.basename(file) + ' ' + view.name + ': ' + what);
  const scripted = view.javaScriptEnabled !== false;
  const context = await browser.newContext({
    viewport: { width: view.width, height: view.height },
    colorScheme: view.colorScheme,
    javaScriptEnabled: scripted,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(120_000);
  const address = pathToFileURL(file).href;
  page.on('console', (m) => ['error', 'warning'].includes(m.type()) && say('console: ' + m.text()));
  page.on('pageerror', (e) => say('script: ' + e.message));
  page.on('dialog', (d) => { say('dialog: ' + d.message()); d.dismiss(); });
  page.on('request', (r) => r.url() !== address && say('request: ' + r.url()));
  if (scripted) {
    await page.addInitScript(() => {
      globalThis.violations = [];
      document.addEventListener('securitypolicyviolation',
        (e) => globalThis.violations.push(e.violatedDirective + ' ' + e.sourceFile + ':' + e.lineNumber));
    });
  }
  const started = Date.now();
  await page.goto(address);
  const opened = Date.now() - started;
  if (opened > 10_000) {
    say('took ' + opened + ' ms to open');
  }
  if (shots) {
    const name = path.join(shots, path.basename(file, '.html') + '-' + view.name);
    await page.screenshot({ path: name + '.png' });
    if ((await page.evaluate(() => document.documentElement.scrollHeight)) < 12_000) {
      await page.screenshot({ path: name + '-whole.png', fullPage: true });
    }
  }
  if (await page.evaluate(() => getComputedStyle(document.querySelector('main')).maxWidth) === 'none') {
    say('the style sheet is not in force');
  }
  await wide(page, view, say, 'closed');
  const rows = page.locator('.group .findings tbody');
  const total = await rows.count();
  // Thousands of findings take seconds to lay out; one wide and one narrow view of them suffice.
  const large = total > 1_000 && !['light', 'phone-360'].includes(view.name);
  if (scripted && total > 0 && !large) {
    await filter(page, total, say);
    await zoomed(page, total, say);
    await page.click('#unfold');
    await wide(page, view, say, 'open');
    if (shots && total < 100) {
      const name = path.join(shots, path.basename(file, '.html') + '-' + view.name);
      await page.screenshot({ path: name + '-open.png', fullPage: true });
    }
    await page.click('#unfold');
    await printed(page, view, say, path.basename(file, '.html'), total);
  } else if (!scripted && total > 0 && await rows.evaluateAll((all) => all.some((r) => r.offsetHeight === 0))) {
    say('findings are hidden without the script');
  }
  if (scripted) {
    for (const violation of await page.evaluate(() => globalThis.violations)) {
      say('policy: ' + violation);
    }
  }
  await context.close();
  // A large page takes axe minutes and has nothing that a small one lacks.
  if (['light', 'dark', 'phone-390'].includes(view.name) && total <= 100) {
    await accessible(file, view, say);
  }
}

/**
 * Axe must put itself into the page, which the page's own policy forbids: so it gets a page without. Measuring contrast takes
 * most of its time: done once for each view, with everything unfolded.
 */
async function accessible(file, view, say) {
  const context = await browser.newContext({
    viewport: { width: view.width, height: view.height }, colorScheme: view.colorScheme, bypassCSP: true,
  });
  const page = await context.newPage();
  await page.goto(pathToFileURL(file).href);
  for (const state of ['closed', 'open']) {
    if (state === 'open' && await page.locator('#unfold').count() > 0) {
      await page.click('#unfold');
    }
    const { violations } = await new AxeBuilder({ page })
      .setLegacyMode(true) // there are no frames, and the other mode passes whole pages through a second one
      .options({ resultTypes: ['violations'], rules: { 'color-contrast': { enabled: state === 'open' } } })
      .analyze();
    violations.forEach((v) => say('axe, ' + state + ': ' + v.id + ' at ' + v.nodes[0].target.join(' ')
      + (v.nodes.length > 1 ? ' and ' + (v.nodes.length - 1) + ' more' : '')));
  }
  await context.close();
}

async function wide(page, view, say, state) {
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  if (width > view.width) {
    say('is ' + width + ' px wide with details ' + state);
  }
}

async function filter(page, total, say) {
  const visible = () => page.locator('.group .findings tbody:not([hidden])').count();
  await page.fill('#words', 'no finding has these words');
  await page.waitForFunction(() => !document.getElementById('nothing').hidden);
  if (await visible() !== 0) {
    say('the filter leaves findings that do not match');
  }
  await page.fill('#words', '');
  await page.waitForFunction(() => document.getElementById('nothing').hidden);
  const box = page.locator('input[name=severity]').first();
  const severity = await box.getAttribute('value');
  const of = await page.locator('.group[data-severity=' + severity + '] tbody').count();
  await box.uncheck();
  if (await visible() !== total - of) {
    say('unchecking ' + severity + ' leaves ' + await visible() + ' of ' + total);
  }
  await box.check();
  if (await visible() !== total) {
    say('the filter loses findings');
  }
}

async function zoomed(page, total, say) {
  const visible = () => page.locator('.group .findings tbody:not([hidden])').count();
  const bars = page.locator('#plot g[data-span]');
  if (await bars.count() === 0) {
    return;
  }
  await bars.first().dispatchEvent('click');
  const span = await bars.first().getAttribute('data-span');
  const [from, to] = span.split('-').map(Number);
  const within = await page.locator('.group .findings tbody').evaluateAll(
    (rows, [a, b]) => rows.filter((r) => Number(r.dataset.at) >= a && Number(r.dataset.at) < b).length, [from, to]);
  if (within === 0 || await visible() !== within) {
    say('a chosen bar shows ' + await visible() + ' findings of ' + within);
  }
  const bar = await bars.first().boundingBox();
  const chart = await page.locator('.chart').boundingBox();
  if (bar.x < chart.x - 1 || bar.x + bar.width > chart.x + chart.width + 1) {
    say('the chosen bar is out of sight');
  }
  await page.locator('#zoomed button').click();
  if (await visible() !== total) {
    say('leaving a bar loses findings');
  }
  await page.locator('section[aria-labelledby=timeline] details').evaluate((d) => { d.open = true; });
  const button = page.locator('tr[data-span] button').first();
  await button.focus();
  await page.keyboard.press('Enter');
  if (await visible() !== within) {
    say('the keyboard cannot choose a bar');
  }
}

async function printed(page, view, say, name, total) {
  await page.evaluate(() => {
    globalThis.closedInPrint = -1;
    addEventListener('beforeprint', () => {
      globalThis.closedInPrint = document.querySelectorAll('details:not([open])').length;
      globalThis.hiddenInPrint = document.querySelectorAll('.group .findings tbody[hidden]').length;
    });
  });
  if (view.name !== 'light' || total > 100) {
    return;
  }
  await page.pdf({ preferCSSPageSize: true, ...(shots ? { path: path.join(shots, name + '.pdf') } : {}) });
  const closed = await page.evaluate(() => globalThis.closedInPrint);
  if (closed !== 0) {
    say('details closed in print: ' + closed);
  }
  const hidden = await page.evaluate(() => globalThis.hiddenInPrint);
  if (hidden !== 0) {
    say('a filter on the screen left out of the print: ' + hidden);
  }
}
