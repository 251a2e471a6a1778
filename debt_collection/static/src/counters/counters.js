import { useService } from "@web/core/utils/hooks";
import { formatMonetary } from "@web/views/fields/formatters";
import { registry } from "@web/core/registry";
import { listView } from "@web/views/list/list_view";
import { kanbanView } from "@web/views/kanban/kanban_view";
import { KanbanRenderer } from "@web/views/kanban/kanban_renderer";
import { ListRenderer } from "@web/views/list/list_renderer";
import { Component, onWillStart, onWillUpdateProps, useState } from "@odoo/owl";

/**
 * Tiles above a list: how many rows, and how much money, each filter of the search view would show.
 *
 * The model answers `get_counters(domain)` with
 * `[{key, label, count, amount, currency_id, tone, filter}]`; a click switches to that filter.
 */
export class DebtCounters extends Component {
    static template = "debt_collection.Counters";
    static props = { list: Object };

    setup() {
        this.orm = useService("orm");
        this.state = useState({ counters: [] });
        onWillStart(() => this.load(this.props));
        onWillUpdateProps((props) => this.load(props));
    }

    async load({ list }) {
        const domain = this.env.searchModel.globalDomain || [];
        this.state.counters = await this.orm.call(list.resModel, "get_counters", [domain], {
            context: list.context,
        });
    }

    amount(counter) {
        return formatMonetary(counter.amount, { currencyId: counter.currency_id, digits: [16, 0] });
    }

    show(counter) {
        const model = this.env.searchModel;
        const [item] = model.getSearchItems((candidate) => candidate.name === counter.filter);
        if (!item) {
            return;
        }
        const groupBy = model.query.filter((part) => {
            const { type } = model.searchItems[part.searchItemId];
            return ["groupBy", "dateGroupBy"].includes(type);
        });
        model.query = groupBy;
        model.toggleSearchItem(item.id);
    }
}

export class DebtCountersListRenderer extends ListRenderer {
    static template = "debt_collection.CountersListRenderer";
    static components = { ...ListRenderer.components, DebtCounters };
}

export class DebtCountersKanbanRenderer extends KanbanRenderer {
    static template = "debt_collection.CountersKanbanRenderer";
    static components = { ...KanbanRenderer.components, DebtCounters };
}

registry.category("views").add("debt_counters_list", {
    ...listView,
    Renderer: DebtCountersListRenderer,
});

registry.category("views").add("debt_counters_kanban", {
    ...kanbanView,
    Renderer: DebtCountersKanbanRenderer,
});
