// What pages do beyond links and forms. Whatever is on them is there without it too.

const dark = matchMedia('(prefers-color-scheme: dark)');
const pageChanges = ['turbo:load', 'turbo:render'];

// Charts: each draws the block of figures beside it, with the page's own colours.

// Undefined where it cannot be loaded: the figures stand beside their pictures.
let library;
const echarts = () => library ??= import('./echarts.js').then(() => globalThis.echarts, () => library = undefined);

const dataOf = figure => JSON.parse(figure.querySelector('script').textContent);

function colours() {
  const probe = document.body.appendChild(document.createElement('span'));
  const of = name => {
    probe.style.color = `var(--ds-${name})`;
    return getComputedStyle(probe).color;
  };
  const all = {
    text: of('text'), subtle: of('text-subtle'), border: of('border'), surface: of('surface-raised'), sunken: of('surface-sunken'),
    brand: of('chart-brand'), idle: of('chart-idle'), neutral: of('chart-neutral'), success: of('text-success'), discovery: of('text-discovery'),
  };
  probe.remove();
  return all;
}

const kinds = {
  idle(data, c) {
    const from = data.days / data.each;
    const name = i => i === data.bars.length - 1 ? `${i * data.each} days and longer` : `${i * data.each} to ${(i + 1) * data.each - 1} days`;
    return {
      grid: { left: 8, right: 16, top: 24, bottom: 28, containLabel: true },
      tooltip: { trigger: 'axis', axisPointer: { type: 'none' }, formatter: ([bar]) => `${name(bar.dataIndex)}: ${data.bars[bar.dataIndex]}` },
      xAxis: [
        { type: 'category', data: data.bars.map((_, i) => i * data.each), axisLabel: { color: c.subtle, interval: i => i * data.each % 30 === 0 }, axisTick: { show: false }, axisLine: { lineStyle: { color: c.border } }, name: 'days since the last use', nameLocation: 'middle', nameGap: 26, nameTextStyle: { color: c.subtle } },
        { type: 'value', min: 0, max: data.bars.length, show: false },
      ],
      // By the square root, so that few seats are seen beside many.
      yAxis: { type: 'value', minInterval: 1, axisLabel: { color: c.subtle, formatter: root => (root * root).toLocaleString('en') }, splitLine: { lineStyle: { color: c.border } } },
      series: [
        { type: 'bar', name: 'seats', barCategoryGap: '20%', data: data.bars.map((seats, i) => ({ value: Math.sqrt(seats), itemStyle: { color: i < from ? c.brand : c.idle } })) },
        { type: 'line', xAxisIndex: 1, data: [], tooltip: { show: false }, markLine: { silent: true, symbol: 'none', lineStyle: { color: c.text, type: 'dashed' }, label: { formatter: `${data.days} days`, color: c.text }, data: [{ xAxis: from }] } },
      ],
    };
  },

  flow(data, c) {
    return {
      tooltip: { formatter: hit => hit.dataType === 'edge' ? `${hit.data.value} seats` : hit.data.label0 },
      series: {
        type: 'sankey', draggable: false, left: 8, right: 150, top: 8, bottom: 8, nodeWidth: 12, nodeGap: 16,
        emphasis: { disabled: true },
        lineStyle: { color: 'target', opacity: 0.25 },
        data: data.nodes.map(node => ({ name: node.name, label0: node.label, itemStyle: { color: c[node.tone], borderWidth: 0 } })),
        label: { color: c.text, textBorderColor: c.surface, textBorderWidth: 3, formatter: hit => hit.data.label0 },
        links: data.links,
      },
    };
  },

  tiers(data, c) {
    const first = data.tiers[0].from - 1, last = data.tiers.at(-1).to;
    // One text above the other: two numbers that are near to each other stay readable.
    const mark = (value, text, colour, distance) => ({ name: text, value: [value, 0], symbol: 'triangle', symbolRotate: 180, symbolSize: 8, symbolOffset: [0, -16], itemStyle: { color: colour }, label: { show: true, position: 'top', distance, formatter: text, color: c.text, fontSize: 11 } });
    return {
      grid: { left: 32, right: 32, top: 48, bottom: 24 },
      tooltip: { show: false },
      xAxis: { type: 'value', min: first, max: last, axisLine: { show: false }, axisTick: { show: false }, splitLine: { show: false }, axisLabel: { color: c.subtle, fontSize: 11, customValues: [...data.tiers.map(t => t.to)] } },
      yAxis: { type: 'category', data: [''], show: false },
      series: [
        { type: 'bar', stack: 'tiers', barWidth: 10, silent: true, itemStyle: { color: 'transparent' }, data: [first] },
        ...data.tiers.map((tier, i) => ({ type: 'bar', name: `${tier.from} to ${tier.to}`, stack: 'tiers', barWidth: 10, silent: true, itemStyle: { color: c.border, opacity: i % 2 ? 1 : 0.6 }, data: [tier.to - tier.from + 1] })),
        { type: 'bar', stack: 'taken', barGap: '-100%', barWidth: 10, silent: true, itemStyle: { color: 'transparent' }, data: [Math.min(data.after, data.now)] },
        { type: 'bar', name: 'can be had back', stack: 'taken', barWidth: 10, silent: true, itemStyle: { color: c.idle }, data: [Math.max(0, data.now - data.after)] },
        { type: 'scatter', silent: true, data: data.after === data.now ? [mark(data.now, `${data.now} now`, c.text, 4)] : [mark(data.now, `${data.now} now`, c.text, 4), mark(data.after, `${data.after} after`, c.idle, 17)] },
      ],
    };
  },

  savings(data, c) {
    const line = (name, points, colour, type) => ({ type: 'line', name, step: 'end', symbolSize: 5, data: points.map(p => [p.day, p.amount]), itemStyle: { color: colour }, lineStyle: { color: colour, type, width: 2 } });
    return {
      grid: { left: 8, right: 16, top: 56, bottom: 8, containLabel: true },
      legend: { top: 0, left: 0, textStyle: { color: c.text } },
      tooltip: { trigger: 'axis' },
      xAxis: { type: 'time', axisLabel: { color: c.subtle, hideOverlap: true }, axisLine: { lineStyle: { color: c.border } } },
      yAxis: { type: 'value', name: `${data.currency} a month`, nameTextStyle: { color: c.subtle, align: 'left' }, axisLabel: { color: c.subtle }, splitLine: { lineStyle: { color: c.border } } },
      series: [line('promised', data.promised, c.neutral, 'dashed'), line('realised', data.realised, c.success, 'solid')],
    };
  },
};

function paint(library, figure, data) {
  const plot = figure.querySelector('.plot');
  plot.hidden = false;
  const chart = library.getInstanceByDom(plot) ?? library.init(plot);
  const c = colours();
  const { tooltip, ...option } = kinds[figure.dataset.chart](data, c);
  chart.setOption({
    // Nothing moves: what is seen is what is there.
    animation: false,
    aria: { enabled: true, label: { description: `${data.says}. A table beside it has the figures.` } },
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
    // Without styles of its own, which the content security policy would refuse.
    tooltip: { renderMode: 'richText', backgroundColor: c.surface, borderColor: c.border, textStyle: { color: c.text }, ...tooltip },
    ...option,
  }, true);
}

const sizes = new ResizeObserver(async changes => {
  const drawing = await echarts();
  for (const { target } of changes) drawing.getInstanceByDom(target)?.resize();
});

async function draw() {
  const figures = [...document.querySelectorAll('figure[data-chart]')];
  if (figures.length === 0) return;
  const drawing = await echarts();
  if (!drawing) return;
  for (const figure of figures.filter(f => f.isConnected)) {
    paint(drawing, figure, dataOf(figure));
    sizes.observe(figure.querySelector('.plot'));
  }
}

// A page that is kept to go back to is kept without its pictures: they are drawn anew.
addEventListener('turbo:before-cache', () => {
  for (const plot of document.querySelectorAll('figure[data-chart] .plot')) {
    globalThis.echarts?.getInstanceByDom(plot)?.dispose();
    plot.hidden = true;
  }
});
dark.addEventListener('change', draw);
// Inside Jira, Jira decides.
new MutationObserver(draw).observe(document.documentElement, { attributeFilter: ['data-color-mode', 'data-theme'] });

// The number of days from which a seat is called idle: tried out without asking the server.

function begin() {
  for (const range of document.querySelectorAll('[data-threshold] input[type=range]')) range.hidden = false;
  for (const file of document.querySelectorAll('[data-into]')) file.hidden = false;
  draw();
}

addEventListener('input', ({ target }) => {
  const form = target.closest?.('[data-threshold]');
  if (!form || !target.checkValidity() || target.value === '') return;
  for (const other of form.querySelectorAll('input')) other.value = target.value;
  const card = form.parentElement, figure = card.querySelector('figure[data-chart=idle]'), days = Number(target.value), data = { ...dataOf(figure), days };
  card.querySelector('[data-said]').textContent = data.said[days / data.each];
  // Whoever draws it anew, as for other colours, draws it like this.
  figure.querySelector('script').textContent = JSON.stringify(data);
  const place = new URL(location.href);
  place.searchParams.set('threshold', days);
  history.replaceState(history.state, '', place);
  draw();
});

// A file is read into its field, so that it can be looked at before it is sent.

addEventListener('change', async ({ target }) => {
  if (target.dataset?.into && target.files[0]) document.getElementById(target.dataset.into).value = await target.files[0].text();
});

// What chosen rows would save together is asked for as they are ticked.

let asked;

async function count(form) {
  asked?.abort();
  const mine = asked = new AbortController();
  await new Promise(done => setTimeout(done, 300));
  if (mine.signal.aborted) return;
  const body = new URLSearchParams(new FormData(form));
  const answer = await fetch('/recommendations/count', { method: 'POST', body, signal: mine.signal }).catch(() => null);
  const sum = answer && new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById('sum');
  if (mine.signal.aborted) return;
  // What stood there was for other rows.
  form.querySelector('#sum').replaceChildren(...sum?.childNodes ?? ['What they save together is not known: the server did not tell. Tick again.']);
}

addEventListener('change', ({ target }) => {
  if (target.form?.id === 'choose') count(target.form);
});

// A form that is answered by no page, or not at all: that is said above the page.

function say(what) {
  const main = document.querySelector('main');
  main.querySelector(':scope > [data-trouble]')?.remove();
  const said = document.createElement('p');
  said.setAttribute('role', 'alert');
  said.dataset.trouble = '';
  said.className = 'error';
  said.textContent = what;
  main.prepend(said);
  said.scrollIntoView({ block: 'nearest' });
}

addEventListener('turbo:before-fetch-response', async ({ target, detail: { fetchResponse: answer } }) => {
  if (!(target instanceof HTMLFormElement) || !answer.failed || answer.isHTML) return;
  const problem = await answer.response.clone().json().catch(() => ({}));
  say(problem.detail ?? `That was not done: the server answered ${answer.statusCode}.`);
});

addEventListener('turbo:fetch-request-error', event => {
  if (!(event.target instanceof HTMLFormElement)) return;
  event.preventDefault();
  say('The server did not answer. Whether it was done is not known: load the page again and look, before you send it once more.');
});

for (const change of pageChanges) addEventListener(change, begin);
begin();
