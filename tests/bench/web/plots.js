// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The browser's side of andon-bench: four uPlots over one time axis with the same file and the same scenarios. The figures
// leave through the console, one line of JSON behind the word ANDON.
"use strict";

const colors = ["#1f5fa8", "#c2540a", "#2e7d32", "#8e24aa", "#b71c1c", "#00838f", "#5d4037", "#455a64"];
const warmFrames = 3;
const ask = new URLSearchParams(location.search);

function nextFrame() {
    return new Promise(resolve => requestAnimationFrame(() => resolve(performance.now())));
}

function makePlot(data) {
    const series = [{}];
    for (let i = 1; i < data.length; ++i)
        series.push({ label: "line " + i, stroke: colors[(i - 1) % colors.length], width: 1 });
    const height = Math.floor(innerHeight / 4) - 30; // the legend stands below the canvas
    return new uPlot({ width: innerWidth, height, series, scales: { x: { time: true } } }, data, document.body);
}

/// The file: eight doubles of head, then the values of every series, panel by panel.
async function loadFile(name) {
    const numbers = new Float64Array(await (await fetch(name)).arrayBuffer());
    const [panels, series, points, extra, firstMs, stepMs] = numbers;
    const count = points + extra;
    const times = new Float64Array(count);
    for (let i = 0; i < count; ++i)
        times[i] = (firstMs + i * stepMs) / 1000;
    const columns = [];
    for (let panel = 0; panel < panels; ++panel) {
        columns.push([times]);
        for (let i = 0; i < series; ++i) {
            const at = 8 + (panel * series + i) * count;
            columns[panel].push(numbers.subarray(at, at + count));
        }
    }
    return { points, times, columns };
}

function firstPoints(columns, count) {
    return columns.map(column => column.subarray(0, count));
}

function view(plots, min, max) {
    for (const plot of plots)
        plot.setScale("x", { min, max });
}

function stepOf(scenario, file, plots, frames) {
    const last = file.points - 1;
    const at = share => file.times[Math.round(share * last)];
    let appended = 0;
    return i => {
        if (scenario === "append") {
            const count = file.points + ++appended;
            plots.forEach((plot, panel) => plot.batch(() => {
                plot.setData(firstPoints(file.columns[panel], count), false);
                plot.setScale("x", { min: file.times[count - file.points], max: file.times[count - 1] });
            }));
        } else if (scenario === "pan") {
            const from = 0.005 * (Math.max(0, i) % 100);
            view(plots, at(from), at(from + 0.5) + (i < 0 ? i * (file.times[1] - file.times[0]) : 0));
        } else if (scenario === "crosshair") {
            const left = (0.2 + 0.005 * (i + warmFrames)) * plots[0].bbox.width / devicePixelRatio;
            for (const plot of plots)
                plot.setCursor({ left, top: 20 });
        } else {
            const frame = Math.max(0, i);
            const width = Math.pow(0.01, 1 - Math.abs(2 * frame / Math.max(1, frames - 1) - 1));
            view(plots, at(0.5 - width / 2), at(0.5 + width / 2) + (i < 0 ? i * (file.times[1] - file.times[0]) : 0));
        }
    };
}

async function runScenario(scenario, file, plots, frames) {
    view(plots, file.times[0], file.times[file.points - 1]);
    await nextFrame();
    await nextFrame();
    const step = stepOf(scenario, file, plots, frames);
    const samples = [];
    let before = await nextFrame();
    for (let i = -warmFrames; i < frames; ++i) {
        step(i);
        const now = await nextFrame();
        if (i >= 0)
            samples.push(now - before);
        before = now;
    }
    return samples;
}

async function runFrames() {
    const frames = Number(ask.get("frames"));
    const file = await loadFile(ask.get("data"));
    const began = performance.now();
    const plots = file.columns.map(columns => makePlot(firstPoints(columns, file.points)));
    await nextFrame();
    const cold = await nextFrame() - began;
    const result = {};
    for (const scenario of ask.get("scenarios").split(",").filter(Boolean))
        result[scenario] = await runScenario(scenario, file, plots, frames);
    return { cold, memory: 0, frames: result };
}

/// Fetch, parse, columns, four plots, painted.
async function runQuery() {
    await new Promise(resolve => setTimeout(resolve, 400));
    await nextFrame();
    const began = performance.now();
    const answer = JSON.parse(await (await fetch("api/v1/query_range", { cache: "no-store" })).text());
    const parsed = performance.now() - began;
    const panels = [[], [], [], []];
    for (const series of answer.data.result) {
        const columns = panels[Number(series.metric.panel)];
        if (columns.length === 0)
            columns.push(series.values.map(pair => pair[0]));
        columns.push(series.values.map(pair => Number(pair[1])));
    }
    panels.forEach(makePlot);
    await nextFrame();
    const query = await nextFrame() - began;
    return { cold: 0, memory: 0, frames: { answer: [parsed], query: [query] } };
}

const work = ask.get("mode") === "query" ? runQuery() : runFrames();
work.then(result => console.log("ANDON " + JSON.stringify(result)), error => console.log("ANDON-FAILED " + error));
