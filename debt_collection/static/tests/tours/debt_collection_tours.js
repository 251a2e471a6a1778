import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

/** The head looks at tonight, opens a line, and runs it. */
tours.add("debt_collection_preview_and_run", {
    steps: () => [
        { content: "tiles count the results", trigger: ".o_debt_counters button:contains('1')" },
        { content: "lines are grouped by result", trigger: ".o_group_header", run: "click" },
        { content: "each says why", trigger: ".o_data_row td[name='why']:not(:empty)" },
        { content: "run it now", trigger: "button[name='action_run_now']", run: "click" },
        { content: "counts, then go", trigger: ".modal footer button[name='action_go']", run: "click" },
        { content: "the dialog closes", trigger: "body:not(:has(.modal))" },
    ],
});

/** A collector's morning: the worklist, a case on one screen, the dialog, the next case. */
tours.add("debt_collection_case", {
    steps: () => [
        { content: "tiles count what waits", trigger: ".o_debt_counters button" },
        {
            content: "find it by what the customer says",
            trigger: ".o_searchview_input",
            run: "edit 1 200,00",
        },
        {
            content: "in the first field of the search",
            trigger: ".o_searchview_autocomplete .o-dropdown-item:first",
            run: "click",
        },
        {
            content: "it says why; open the case",
            trigger: ".o_data_row:contains('WOLT'):has(td[name='priority_why']:not(:empty)) td[name='partner_id']",
            run: "click",
        },
        { content: "what is to be done", trigger: ".o_debt_next .o_field_widget[name='todo']:not(:empty)" },
        { content: "and what was done", trigger: ".o_field_widget[name='timeline_ids'] .o_kanban_record" },
        { content: "its items", trigger: ".nav-link[name='items']", run: "click" },
        {
            content: "with their amounts",
            trigger: ".o_field_widget[name='open_item_ids'] .o_data_row td[name='amount_residual']",
        },
        { content: "put it off", trigger: "button[name='action_postpone']", run: "click" },
        { content: "to a day it proposes", trigger: ".modal .o_field_widget[name='date'] :is(span, input)" },
        { content: "not now", trigger: ".modal .btn-close", run: "click" },
        { content: "log a call", trigger: "body:not(:has(.modal)) button[name='action_log_contact']", run: "click" },
        { content: "in a dialog", trigger: ".modal .o_form_view" },
        { content: "not now", trigger: ".modal .btn-close", run: "click" },
        { content: "back on the case", trigger: "body:not(:has(.modal)) .o_debt_case_form" },
    ],
});

/** The head looks where the money is; a figure opens what it counts. */
tours.add("debt_collection_dashboard", {
    steps: () => [
        { content: "overdue in total", trigger: ".o_debt_dashboard button[name='overdue']:contains('200')" },
        { content: "charts are drawn", trigger: "[data-chart='trend'] canvas" },
        { content: "another period", trigger: "select[name='period']", run: "select last_month" },
        { content: "its figures", trigger: ".o_debt_dashboard button[name='overdue']:contains('200')" },
        { content: "who owes most", trigger: "[data-list='customers'] tbody a:contains('WOLT')", run: "click" },
        { content: "opens the case", trigger: ".o_debt_case_form .o_field_widget[name='todo']" },
        { content: "back", trigger: ".o_back_button, .breadcrumb-item a", run: "click" },
        { content: "the period is kept", trigger: "select[name='period']:has(option[value='last_month']:checked)" },
    ],
});

/** The collector releases the demands that have no remarks. */
tours.add("debt_collection_approve", {
    steps: () => [
        { content: "the letter waits", trigger: ".o_data_row:contains('WOLT'), .o_group_header" },
        { content: "approve", trigger: "button[name='action_approve_all']", run: "click" },
        { content: "the dialog counts", trigger: ".modal .o_form_view" },
        { content: "confirm", trigger: ".modal footer .btn-primary", run: "click" },
        { content: "the dialog closes", trigger: "body:not(:has(.modal))" },
    ],
});

/** A salesperson sees the hold and can't confirm. */
tours.add("debt_collection_blocked_quotation", {
    steps: () => [
        { content: "the banner is there", trigger: ".o_field_actionable_errors .alert" },
        { content: "try to confirm", trigger: "button[name='action_confirm']:visible", run: "click" },
        { content: "it is refused", trigger: ".modal .o_error_dialog, .o_error_dialog, .modal-body" },
        { content: "understood", trigger: ".modal footer button, .modal .btn-close", run: "click" },
        { content: "still a quotation", trigger: ".o_statusbar_status button[data-value='draft'].o_arrow_button_current" },
    ],
});
