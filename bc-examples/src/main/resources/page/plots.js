// What the scripts of all pages with plots use.
const plots = (function () {
    "use strict";

    const charts = [];
    window.addEventListener("resize", () => charts.forEach((chart) => chart.resize()));

    // Draws into the element of an id.
    function plot(id, option) {
        const chart = echarts.init(document.getElementById(id));
        chart.setOption({ animation: false, ...option });
        charts.push(chart);
        return chart;
    }

    return { plot: plot };
})();
