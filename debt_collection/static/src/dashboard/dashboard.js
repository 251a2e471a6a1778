import { loadBundle } from "@web/core/assets";
import { getColor } from "@web/core/colors/colors";
import { cookie } from "@web/core/browser/cookie";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { useSetupAction } from "@web/search/action_hook";
import { formatMonetary } from "@web/views/fields/formatters";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import {
    Component,
    onWillStart,
    onWillUnmount,
    onWillUpdateProps,
    useEffect,
    useRef,
    useState,
} from "@odoo/owl";

/** One chart; a bar that stands for a list opens it. */
export class DebtChart extends Component {
    static template = "debt_collection.DashboardChart";
    static props = { chart: Object, money: Function, open: Function };

    setup() {
        this.canvas = useRef("canvas");
        useEffect(
            () => this.draw(),
            () => [this.props.chart]
        );
        onWillUnmount(() => this.drawn?.destroy());
    }

    get isEmpty() {
        return !this.props.chart.series.some((series) => series.data.some((value) => value));
    }

    draw() {
        this.drawn?.destroy();
        if (!this.canvas.el) {
            return;
        }
        const { chart, money } = this.props;
        const isLine = chart.type === "line";
        const isStacked = chart.type === "stacked";
        const scheme = cookie.get("color_scheme");
        const axis = { stacked: isStacked, grid: { display: false } };
        this.drawn = new window.Chart(this.canvas.el, {
            type: isLine ? "line" : "bar",
            data: {
                labels: chart.labels,
                datasets: chart.series.map((series, index) => ({
                    ...series,
                    backgroundColor: getColor(index, scheme, "odoo"),
                    borderColor: getColor(index, scheme, "odoo"),
                    tension: 0.2,
                })),
            },
            options: {
                maintainAspectRatio: false,
                animation: false,
                onClick: (_event, [hit]) => this.show(hit),
                onHover: (event, [hit]) => {
                    const isLink = this.action(hit);
                    event.native.target.style.cursor = isLink ? "pointer" : "";
                },
                plugins: {
                    legend: { display: chart.series.length > 1, position: "bottom" },
                    tooltip: {
                        callbacks: {
                            label: ({ dataset, parsed }) => `${dataset.label}: ${money(parsed.y)}`,
                        },
                    },
                },
                scales: {
                    x: axis,
                    y: { ...axis, grid: {}, ticks: { callback: (value) => this.short(value) } },
                },
            },
        });
    }

    /** Figures of an axis: short, in the user's own way of writing. */
    short(value) {
        return new Intl.NumberFormat(user.lang, { notation: "compact" }).format(value);
    }

    /** What a bar opens; where series differ, each has its own. */
    action(hit) {
        const action = hit && this.props.chart.actions[hit.index];
        return Array.isArray(action) ? action[hit.datasetIndex] : action;
    }

    show(hit) {
        const action = this.action(hit);
        if (action) {
            this.props.open(action);
        }
    }
}

/**
 * Where the money is, on one screen. `debt.dashboard` sends tiles and lists first, then each chart
 * by itself, with whole actions: nothing is computed here.
 */
export class DebtDashboard extends Component {
    static template = "debt_collection.Dashboard";
    static components = { Layout, DebtChart };
    static props = { ...standardActionServiceProps };
    static path = "collection-dashboard";
    static displayName = _t("Dashboard");

    setup() {
        this.orm = useService("orm");
        this.actionService = useService("action");
        this.state = useState({
            filters: this.props.state?.filters || {},
            data: null,
            charts: {},
        });
        this.display = { controlPanel: {} };
        // the filters stay when one comes back from a list
        useSetupAction({ getLocalState: () => ({ filters: this.state.filters }) });
        this.money = this.money.bind(this);
        this.open = this.open.bind(this);
        // not awaited: the page is there at once, figures follow
        onWillStart(() => {
            this.charting = loadBundle("web.chartjs_lib");
            this.load();
        });
        onWillUpdateProps(() => this.load());
        onWillUnmount(() => (this.isGone = true));
    }

    async load() {
        const asked = (this.asked = this.state.filters);
        const data = await this.orm.call("debt.dashboard", "get_data", [asked]);
        if (!this.isWanted(asked)) {
            return;
        }
        this.asked = data.filters;
        Object.assign(this.state, { data, filters: data.filters, charts: {} });
        // not awaited: tiles are shown while charts are still read
        for (const key of data.charts) {
            this.loadChart(key, data.filters);
        }
    }

    async loadChart(key, asked) {
        const [chart] = await Promise.all([
            this.orm.silent.call("debt.dashboard", "get_chart", [key, asked]),
            this.charting,
        ]);
        if (chart && this.isWanted(asked)) {
            this.state.charts[key] = chart;
        }
    }

    /** An answer to filters that were changed since is dropped. */
    isWanted(asked) {
        return !this.isGone && asked === this.asked;
    }

    async choose(name, event) {
        const { value } = event.target;
        const isNumber = name !== "period";
        this.state.filters = {
            ...this.state.filters,
            [name]: isNumber ? Number(value) || false : value,
        };
        await this.load();
    }

    money(amount) {
        return formatMonetary(amount || 0, {
            currencyId: this.state.data.currency_id,
            digits: [16, 0],
        });
    }

    value(tile) {
        if (tile.value === false) {
            return "–";
        }
        if (tile.unit === "money") {
            return this.money(tile.value);
        }
        return tile.unit === "percent" ? `${Math.round(tile.value)} %` : Math.round(tile.value);
    }

    delta(tile) {
        return `${tile.delta > 0 ? "+" : ""}${tile.delta} %`;
    }

    cell(cell) {
        return cell && typeof cell === "object" ? this.money(cell.money) : cell;
    }

    isNumber(cell) {
        return typeof cell !== "string";
    }

    open(action) {
        if (action) {
            this.actionService.doAction(action);
        }
    }
}

registry.category("actions").add("debt_dashboard", DebtDashboard);
