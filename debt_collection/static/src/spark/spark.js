import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

const WIDTH = 160;
const HEIGHT = 40;
const GAP = 3;

/**
 * A line of a few figures, small enough to stand beside text. Core's dashboard_graph is 150 px tall
 * and keeps the figures of the first record when one pages through a form.
 */
export class DebtSpark extends Component {
    static template = "debt_collection.Spark";
    static props = { ...standardFieldProps };

    get values() {
        const text = this.props.record.data[this.props.name];
        return text ? JSON.parse(text)[0].values : [];
    }

    get size() {
        return { width: WIDTH, height: HEIGHT };
    }

    get points() {
        const values = this.values;
        const highest = Math.max(1, ...values.map((value) => value.y));
        const step = values.length > 1 ? (WIDTH - 2 * GAP) / (values.length - 1) : 0;
        return values.map((value, index) => ({
            x: GAP + index * step,
            y: HEIGHT - GAP - (value.y / highest) * (HEIGHT - 2 * GAP),
            text: `${value.x}: ${value.y}`,
            key: value.name,
        }));
    }

    get line() {
        return this.points.map((point) => `${point.x},${point.y}`).join(" ");
    }
}

registry.category("fields").add("debt_spark", {
    component: DebtSpark,
    supportedTypes: ["text"],
});
