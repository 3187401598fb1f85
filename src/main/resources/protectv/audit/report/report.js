'use strict';
(() => {
  const form = document.getElementById('filter');
  const details = Array.from(document.querySelectorAll('details'));
  let closed = [];
  let span = null;
  // Paper shows all findings, whatever the screen was filtered to.
  let whole = () => {};
  addEventListener('beforeprint', () => {
    closed = details.filter((d) => !d.open);
    closed.forEach((d) => { d.open = true; });
    whole(true);
  });
  addEventListener('afterprint', () => {
    closed.forEach((d) => { d.open = false; });
    closed = [];
    whole(false);
  });
  if (!form) {
    return;
  }
  const words = document.getElementById('words');
  const shown = document.getElementById('shown');
  const nothing = document.getElementById('nothing');
  const unfold = document.getElementById('unfold');
  const states = Array.from(form.querySelectorAll('input[name=state]'));
  const boxes = Array.from(form.querySelectorAll('input[name=severity]'));
  const groups = Array.from(document.querySelectorAll('.group')).map((element) => ({
    element,
    severity: element.dataset.severity,
    rows: Array.from(element.querySelectorAll('tbody')),
    text: null,
    rowTexts: null,
  }));
  const total = groups.reduce((sum, group) => sum + group.rows.length, 0);
  let printing = false;
  const all = Number(form.dataset.all);
  const number = (n) => String(n).replace(/\B(?=(\d{3})+$)/g, ',');

  // The text is gathered at the first word that is typed: a page of thousands of findings opens without that work.
  function gather(group) {
    if (group.text === null) {
      const header = group.element.querySelector('header');
      const advice = group.element.querySelector('.advice');
      group.text = (header.textContent + ' ' + advice.textContent).toLowerCase();
      group.rowTexts = group.rows.map((row) => row.textContent.toLowerCase());
    }
  }

  function apply() {
    const wanted = words.value.toLowerCase().split(/\s+/).filter((w) => w !== '');
    const wantedStates = new Set(states.filter((b) => b.checked).map((b) => b.value));
    const severities = new Set(boxes.filter((b) => b.checked).map((b) => b.value));
    let count = 0;
    for (const group of groups) {
      let visible = 0;
      const on = severities.has(group.severity);
      if (on && wanted.length > 0) {
        gather(group);
      }
      group.rows.forEach((row, i) => {
        const at = Number(row.dataset.at);
        const match = printing || on
          && (states.length === 0 || wantedStates.has(row.dataset.state))
          && (span === null || (at >= span[0] && at < span[1]))
          && wanted.every((w) => group.text.includes(w) || group.rowTexts[i].includes(w));
        row.hidden = !match;
        visible += match ? 1 : 0;
      });
      group.element.hidden = visible === 0;
      count += visible;
    }
    nothing.hidden = count > 0;
    const what = (total === 1 ? ' finding' : ' findings')
      + (all > total ? ' on this page, of ' + number(all) + ' in report.json' : '');
    shown.textContent = (count === total ? 'All ' + number(total) : number(count) + ' of ' + number(total)) + what;
  }

  // Zoom: the chart is drawn in percent, so a wider plot that is moved to the left shows a part of it.
  const plot = document.getElementById('plot');
  const chart = plot.parentElement;
  const zoomed = document.getElementById('zoomed');
  const bars = Array.from(plot.querySelectorAll('g[data-span]'));
  const perScreen = 8;

  function zoom(chosen) {
    const bar = bars.find((b) => b.dataset.span === chosen);
    bars.forEach((b) => b.classList.toggle('chosen', b === bar));
    chart.classList.toggle('is-zoomed', bar !== undefined);
    zoomed.hidden = bar === undefined;
    let times = 1;
    let left = 0;
    if (bar === undefined) {
      span = null;
    } else {
      const block = bar.querySelector('rect');
      const width = parseFloat(block.getAttribute('width'));
      const middle = parseFloat(block.getAttribute('x')) + width / 2;
      times = Math.max(1, 100 / (perScreen * width));
      left = Math.min(0, Math.max(100 - 100 * times, 50 - middle * times));
      span = chosen.split('-').map(Number);
      zoomed.firstElementChild.textContent = 'Only findings of ' + bar.querySelector('title').textContent;
    }
    plot.setAttribute('width', 100 * times + '%');
    plot.setAttribute('x', left + '%');
    apply();
  }

  whole = (on) => {
    printing = on;
    zoom(undefined);
  };
  bars.forEach((bar) => bar.addEventListener('click', () => {
    zoom(bar.classList.contains('chosen') ? undefined : bar.dataset.span);
  }));
  document.querySelectorAll('tr[data-span]').forEach((row) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'pick';
    button.title = 'Only the findings of this time';
    button.append(...row.firstElementChild.childNodes);
    row.firstElementChild.append(button);
    button.addEventListener('click', () => zoom(row.dataset.span));
  });
  zoomed.lastElementChild.addEventListener('click', () => zoom(undefined));
  chart.classList.add('zooms');
  document.getElementById('zoom-hint').hidden = false;

  let timer = 0;
  words.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(apply, 120);
  });
  boxes.concat(states).forEach((box) => box.addEventListener('change', apply));
  form.addEventListener('submit', (event) => { event.preventDefault(); apply(); });
  unfold.addEventListener('click', () => {
    const open = unfold.getAttribute('aria-pressed') !== 'true';
    document.querySelectorAll('.findings details').forEach((d) => { d.open = open; });
    unfold.setAttribute('aria-pressed', String(open));
    unfold.textContent = open ? 'Close all details' : 'Open all details';
  });
  form.hidden = false;
  apply();
})();
