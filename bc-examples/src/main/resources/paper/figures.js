// The plots of the figures' page. The data are the JSON of the element "figures".
(function () {
    "use strict";

    const figures = JSON.parse(document.getElementById("figures").textContent);
    const bins = figures.binStarts.length - 1;

    function number(value, digits) {
        return value.toLocaleString("en", { maximumFractionDigits: digits });
    }

    // A point in the middle of each bin; steps are half way between points. A point beyond each end
    // lets the first and the last step begin and end where their bins do.
    function steps(counts, lowest) {
        const width = figures.binStarts[1] - figures.binStarts[0];
        const points = [];
        for (let point = -1; point <= bins; point++) {
            const bin = inside(point);
            points.push([figures.binStarts[0] + (point + 0.5) * width, Math.max(lowest, counts[bin])]);
        }
        return points;
    }

    function inside(bin) {
        return Math.min(Math.max(bin, 0), bins - 1);
    }

    function histogram(run, type) {
        const isLogarithmic = type === "log";
        const lowest = isLogarithmic ? figures.lowestCount : 0;

        function describe(parameters) {
            const bin = inside(parameters[0].dataIndex - 1);
            return number(figures.binStarts[bin], 3) + " to "
                + number(figures.binStarts[bin + 1], 3) + ": <b>"
                + number(run.counts[bin], 0) + "</b>";
        }

        return {
            title: { text: run.title, left: "center", textStyle: { fontSize: 14 } },
            grid: { left: 95, right: 25, top: 35, bottom: 50 },
            tooltip: { trigger: "axis", formatter: describe },
            xAxis: {
                type: "value", min: figures.binStarts[0], max: figures.binStarts[bins],
                interval: 0.25, name: "real weight / clip", nameLocation: "middle", nameGap: 28,
                // The ends of the range are no multiples of the interval.
                axisLabel: { formatter: (value) => value % 0.5 === 0 ? value : "" },
            },
            yAxis: {
                type: type, min: isLogarithmic ? lowest : undefined,
                name: isLogarithmic ? "weights, logarithmic" : "weights in a bin",
                nameLocation: "middle", nameGap: 70, axisLine: { onZero: false },
                axisLabel: { formatter: (value) => value < 1 && value > 0 ? "" : number(value, 0) },
            },
            series: [{
                type: "line", step: "middle", symbol: "none", data: steps(run.counts, lowest),
                itemStyle: { color: run.color }, lineStyle: { width: 1 },
                areaStyle: { opacity: 1, origin: "start" }, emphasis: { disabled: true },
            }],
        };
    }

    function line(run, data, axis, type) {
        return {
            name: run.title, type: "line", yAxisIndex: axis, data: data,
            showSymbol: data.length === 1, symbol: axis === 0 ? "circle" : "emptyCircle", symbolSize: 7,
            itemStyle: { color: run.color }, lineStyle: { width: 2, type: type },
        };
    }

    function curves() {
        const errors = figures.curves.map((run) => line(run, run.errors, 0, "solid"));
        const costs = figures.curves.map((run) => line(run, run.costs, 1, "dotted"));

        function describe(parameters) {
            const lines = parameters.map((one) =>
                one.marker + echarts.format.encodeHTML(one.seriesName)
                + (one.seriesIndex < errors.length
                    ? ": validation error <b>" + one.value[1].toFixed(2) + " %</b>"
                    : ": training cost <b>" + Number(one.value[1].toPrecision(4)) + "</b>"));
            return ["epoch " + parameters[0].value[0], ...lines].join("<br>");
        }

        return {
            grid: { left: 70, right: 80, top: 45, bottom: 90 },
            legend: { top: 5 },
            tooltip: { trigger: "axis", formatter: describe },
            dataZoom: [{ type: "slider", filterMode: "none", bottom: 10, height: 20 }],
            xAxis: {
                type: "value", name: "epoch", nameLocation: "middle", nameGap: 28,
                minInterval: 1, min: 0, max: figures.lastEpoch,
            },
            yAxis: [
                {
                    type: "value", name: "validation error, % (solid)", nameLocation: "middle",
                    nameGap: 45, min: 0, max: figures.highestError,
                    // The end of the axis is no round number.
                    axisLabel: { showMaxLabel: false },
                },
                {
                    type: "value", name: "training cost (dotted)", nameLocation: "middle",
                    nameGap: 55, nameRotate: 270, splitLine: { show: false },
                },
            ],
            series: [...errors, ...costs],
        };
    }

    figures.histograms.forEach((run, index) =>
        ["value", "log"].forEach((type) =>
            plots.plot("histogram-" + index + "-" + type, histogram(run, type))));
    if (figures.curves.length > 0) {
        plots.plot("curves", curves());
    }
})();
