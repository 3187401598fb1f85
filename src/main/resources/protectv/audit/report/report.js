'use strict';
(() => {
  const form = document.getElementById('filter');
  const details = Array.from(document.querySelectorAll('details'));
  let closed = [];
  addEventListener('beforeprint', () => {
    closed = details.filter((d) => !d.open);
    closed.forEach((d) => { d.open = true; });
  });
  addEventListener('afterprint', () => {
    closed.forEach((d) => { d.open = false; });
    closed = [];
  });
  if (!form) {
    return;
  }
  const words = document.getElementById('words');
  const shown = document.getElementById('shown');
  const nothing = document.getElementById('nothing');
  const unfold = document.getElementById('unfold');
  const boxes = Array.from(form.querySelectorAll('input[name=severity]'));
  const groups = Array.from(document.querySelectorAll('.group')).map((element) => ({
    element,
    severity: element.dataset.severity,
    rows: Array.from(element.querySelectorAll('tbody')),
    text: null,
    rowTexts: null,
  }));
  const total = groups.reduce((sum, group) => sum + group.rows.length, 0);
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
    const severities = new Set(boxes.filter((b) => b.checked).map((b) => b.value));
    let count = 0;
    for (const group of groups) {
      let visible = 0;
      const on = severities.has(group.severity);
      if (on && wanted.length > 0) {
        gather(group);
      }
      group.rows.forEach((row, i) => {
        const match = on && wanted.every((w) => group.text.includes(w) || group.rowTexts[i].includes(w));
        row.hidden = !match;
        visible += match ? 1 : 0;
      });
      group.element.hidden = visible === 0;
      count += visible;
    }
    nothing.hidden = count > 0;
    shown.textContent = count === total
      ? 'All ' + number(total) + (total === 1 ? ' finding' : ' findings')
      : number(count) + ' of ' + number(total) + ' findings';
  }

  let timer = 0;
  words.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(apply, 120);
  });
  boxes.forEach((box) => box.addEventListener('change', apply));
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
