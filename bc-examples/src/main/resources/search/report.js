// The plots of a search's page. The results are the JSON of the element "results".
(function () {
    "use strict";

    const search = JSON.parse(document.getElementById("results").textContent);
    const costs = ["flash", "ram", "instructions"];
    const units = { flash: "bytes of flash", ram: "bytes of RAM", instructions: search.unit };
    const all = search.candidates.map((candidate) => ({
        ...candidate.result,
        finalist: candidate.finalist,
        error: 100 * Math.min(...candidate.result.errors),
    }));
    const trained = all.filter((candidate) => candidate.errors.length > 0 && candidate.cost);
    const complete = trained.filter((candidate) => candidate.status === "COMPLETE");

    function describe(candidate) {
        const lines = [
            "<b>candidate " + candidate.index + "</b>",
            "validation error " + candidate.error.toFixed(2) + " %",
        ];
        if (candidate.finalist && candidate.finalist.exportedTestError !== null) {
            const test = 100 * candidate.finalist.exportedTestError;
            lines.push("test error after export " + test.toFixed(2) + " %");
        }
        costs.forEach((cost) =>
            lines.push(candidate.cost[cost].toLocaleString("en") + " " + units[cost]));
        search.parameters.forEach((name) => lines.push(name + " " + candidate.parameters[name]));
        return lines.join("<br>");
    }

    // No other complete candidate is as good in both.
    function front(cost) {
        const sorted = [...complete].sort(
            (a, b) => a.cost[cost] - b.cost[cost] || a.error - b.error);
        const kept = [];
        for (const candidate of sorted) {
            if (kept.length === 0 || candidate.error < kept[kept.length - 1].error) {
                kept.push(candidate);
            }
        }
        return kept;
    }

    function point(candidate, cost) {
        return { value: [candidate.cost[cost], candidate.error], candidate: candidate };
    }

    function scatter(cost) {
        const limit = search.limits[cost];
        return {
            grid: { left: 70, right: 40, top: 40, bottom: 60 },
            legend: { top: 5 },
            tooltip: { formatter: (params) => describe(params.data.candidate) },
            xAxis: {
                name: units[cost], nameLocation: "middle", nameGap: 30, scale: true,
                // The line of the limit is on the axis, too.
                max: limit ? (range) => Math.max(range.max, limit) : undefined,
            },
            yAxis: {
                name: "validation error, %", nameLocation: "middle", nameGap: 45, type: "log", logBase: 2,
                min: (range) => range.min / 1.1, max: (range) => range.max * 1.1,
                axisLabel: { formatter: (value) => Number(value.toPrecision(2)) },
            },
            series: [
                {
                    name: "complete", type: "scatter", symbolSize: 10, itemStyle: { color: "#1f77b4" },
                    data: complete.map((candidate) => point(candidate, cost)),
                    markLine: limit ? {
                        symbol: "none", lineStyle: { color: "#d62728" },
                        label: { formatter: "limit" }, data: [{ xAxis: limit }],
                    } : undefined,
                },
                {
                    name: "stopped early", type: "scatter", symbolSize: 7,
                    itemStyle: { color: "#bbbbbb" },
                    data: trained.filter((c) => c.status === "STOPPED").map((c) => point(c, cost)),
                },
                {
                    name: "Pareto front", type: "line", step: "end",
                    itemStyle: { color: "#ff7f0e" }, symbolSize: 12,
                    data: front(cost).map((candidate) => point(candidate, cost)),
                },
            ],
        };
    }

    function axis(name, dimension) {
        const values = trained.map((candidate) => candidate.parameters[name]);
        if (values.every((value) => value !== "" && !Number.isNaN(Number(value)))) {
            const numbers = values.map(Number);
            const wide = Math.min(...numbers) > 0
                && Math.max(...numbers) > 20 * Math.min(...numbers);
            const whole = numbers.every(Number.isInteger);
            return {
                dim: dimension, name: name, type: wide ? "log" : "value", scale: true,
                minInterval: whole ? 1 : 0,
            };
        }
        return { dim: dimension, name: name, type: "category", data: [...new Set(values)].sort() };
    }

    function parallel() {
        const axes = search.parameters.map(axis);
        const first = axes.length;
        axes.push({ dim: first, name: "flash", scale: true });
        axes.push({ dim: first + 1, name: "instructions", scale: true });
        axes.push({ dim: first + 2, name: "error %", type: "log" });
        const errors = trained.map((candidate) => candidate.error);
        return {
            parallelAxis: axes,
            parallel: { left: 60, right: 80, top: 50, bottom: 30 },
            tooltip: { formatter: (params) => describe(trained[params.dataIndex]) },
            visualMap: {
                type: "continuous", dimension: first + 2, show: false,
                min: Math.min(...errors), max: Math.max(...errors),
                inRange: { color: ["#1f77b4", "#9ecae1", "#dddddd"] },
            },
            series: [{
                type: "parallel", lineStyle: { width: 2, opacity: 0.8 },
                data: trained.map((candidate) => [
                    ...axes.slice(0, first).map((a) => a.type === "category"
                        ? candidate.parameters[a.name] : Number(candidate.parameters[a.name])),
                    candidate.cost.flash, candidate.cost.instructions, candidate.error,
                ]),
            }],
        };
    }

    function curves() {
        return {
            grid: { left: 70, right: 40, top: 20, bottom: 60 },
            tooltip: { formatter: (params) => describe(trained[params.seriesIndex]) },
            xAxis: {
                name: "epoch", nameLocation: "middle", nameGap: 30, minInterval: 1, min: 1,
                type: "value",
            },
            yAxis: {
                name: "validation error, %", nameLocation: "middle", nameGap: 45, type: "log", logBase: 2,
                min: (range) => range.min / 1.1, max: (range) => range.max * 1.1,
                axisLabel: { formatter: (value) => Number(value.toPrecision(2)) },
            },
            series: trained.map((candidate) => ({
                type: "line", symbolSize: 4,
                lineStyle: {
                    width: candidate.index === search.best ? 4 : 1.5,
                    color: candidate.index === search.best ? "#ff7f0e"
                        : candidate.status === "STOPPED" ? "#bbbbbb" : "#1f77b4",
                },
                itemStyle: { color: candidate.index === search.best ? "#ff7f0e" : "#999999" },
                data: candidate.errors.map((error, epoch) => [epoch + 1, 100 * error]),
            })),
        };
    }

    if (trained.length > 0) {
        costs.slice(0).forEach((cost) => plots.plot(cost, scatter(cost)));
        plots.plot("parallel", parallel());
        plots.plot("curves", curves());
    }
})();
