import { registry } from "@web/core/registry";
import { listView } from "@web/views/list/list_view";
import { ListRenderer } from "@web/views/list/list_renderer";

const BALANCES = ["opening", "closing", "opening_document", "closing_document"];

/** Movements by month: what happened adds up, balances of months don't. */
export class DebtMovementListRenderer extends ListRenderer {
    computeAggregates() {
        const aggregates = super.computeAggregates();
        if (this.props.list.groupBy[0]?.startsWith("date:")) {
            for (const name of BALANCES) {
                delete aggregates[name];
            }
        }
        return aggregates;
    }
}

registry.category("views").add("debt_movement_list", {
    ...listView,
    Renderer: DebtMovementListRenderer,
});
